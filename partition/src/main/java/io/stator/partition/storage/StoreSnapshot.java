package io.stator.partition.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/** A store as it was at one moment. Thread-safe until it is closed. Close it: it holds disk space. */
public final class StoreSnapshot implements StoreReads, AutoCloseable {
    private final OpenDatabase database;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private boolean closed;

    /** Takes over one reference on the database. */
    StoreSnapshot(OpenDatabase database) {
        this.database = database;
        this.snapshot = database.rocks().getSnapshot();
        this.options = new ReadOptions().setSnapshot(snapshot);
    }

    @Override
    public byte @Nullable [] get(byte[] key) throws IOException {
        try {
            return database.rocks().get(options, key);
        } catch (RocksDBException e) {
            throw new IOException("read failed", e);
        }
    }

    @Override
    public StoreCursor cursor(KeyRange range, CursorOptions cursorOptions) throws IOException {
        if (!database.acquire()) {
            throw new StoreClosedException();
        }
        return new StoreCursor(database, range, cursorOptions, snapshot);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        options.close();
        database.rocks().releaseSnapshot(snapshot);
        snapshot.close();
        database.release();
    }
}
