package io.stator.partition.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * Goes over a range of a store as it was when the cursor was made, whatever is written, deleted or
 * restored since. Not thread-safe. Close it: it holds files and memory.
 */
public final class StoreCursor implements AutoCloseable {
    private final OpenDatabase database;
    private final boolean backward;
    private final Slice lower;
    private final Slice upper;
    private final ReadOptions options;
    private final RocksIterator iterator;
    private boolean started;
    private boolean closed;

    /** Takes over one reference on the database. */
    StoreCursor(OpenDatabase database, KeyRange range, CursorOptions cursorOptions, @Nullable Snapshot snapshot) {
        this.database = database;
        this.backward = cursorOptions.backward();
        this.lower = new Slice(range.from());
        this.upper = new Slice(range.to());
        this.options = new ReadOptions()
                .setIterateLowerBound(lower)
                .setIterateUpperBound(upper)
                .setFillCache(cursorOptions.fillCache())
                .setReadaheadSize(cursorOptions.readaheadBytes());
        if (snapshot != null) {
            options.setSnapshot(snapshot);
        }
        this.iterator = database.rocks().newIterator(options);
    }

    /** Moves on; false: there is nothing more. */
    public boolean next() throws IOException {
        if (!started) {
            started = true;
            if (backward) {
                iterator.seekToLast();
            } else {
                iterator.seekToFirst();
            }
        } else if (backward) {
            iterator.prev();
        } else {
            iterator.next();
        }
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw new IOException("iteration failed", e);
        }
        return false;
    }

    /** A copy. */
    public byte[] key() {
        return iterator.key();
    }

    /** A copy. */
    public byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        iterator.close();
        options.close();
        lower.close();
        upper.close();
        database.release();
    }
}
