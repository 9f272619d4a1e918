package io.stator.partition.storage;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.Range;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Deletes a range that nobody reads any more. It may stop anywhere and be done again: the marker goes
 * last, and a store loses what was not flushed from the end.
 */
final class RangeTrim {
    private final OpenDatabase database;
    private final TrimSettings settings;
    private final BooleanSupplier cancelled;

    RangeTrim(OpenDatabase database, TrimSettings settings, BooleanSupplier cancelled) {
        this.database = database;
        this.settings = settings;
        this.cancelled = cancelled;
    }

    /** @return whether the range is empty and the marker gone */
    boolean trim(KeyRange range, byte[] marker) throws IOException {
        try (WriteOptions options = new WriteOptions().setDisableWAL(true).setLowPri(true)) {
            boolean done = estimatedBytes(range) >= settings.largeRangeBytes()
                    ? deleteAsRange(range, options)
                    : deleteKeys(range, options);
            if (done) {
                database.rocks().delete(options, marker);
            }
            return done;
        } catch (RocksDBException e) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            throw new IOException("trim failed", e);
        }
    }

    private long estimatedBytes(KeyRange range) {
        try (Slice from = new Slice(range.from());
                Slice to = new Slice(range.to())) {
            long[] sizes = database.rocks()
                    .getApproximateSizes(
                            List.of(new Range(from, to)),
                            SizeApproximationFlag.INCLUDE_FILES,
                            SizeApproximationFlag.INCLUDE_MEMTABLES);
            return sizes[0];
        }
    }

    private boolean deleteKeys(KeyRange range, WriteOptions options) throws IOException, RocksDBException {
        if (!database.acquire()) {
            return false;
        }
        try (StoreCursor cursor = new StoreCursor(database, range, CursorOptions.SWEEP, null)) {
            boolean more = true;
            while (more) {
                if (cancelled.getAsBoolean()) {
                    return false;
                }
                try (WriteBatch batch = new WriteBatch()) {
                    for (int i = 0; i < settings.keysPerBatch() && more; i++) {
                        more = cursor.next();
                        if (more) {
                            batch.delete(cursor.key());
                        }
                    }
                    database.rocks().write(options, batch);
                }
            }
        }
        return true;
    }

    private boolean deleteAsRange(KeyRange range, WriteOptions options) throws RocksDBException {
        if (cancelled.getAsBoolean()) {
            return false;
        }
        RocksDB rocks = database.rocks();
        rocks.deleteFilesInRanges(rocks.getDefaultColumnFamily(), List.of(range.from(), range.to()), false);
        rocks.deleteRange(options, range.from(), range.to());
        try (CompactRangeOptions compaction = new CompactRangeOptions()
                .setExclusiveManualCompaction(false)
                .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForceOptimized)) {
            rocks.compactRange(rocks.getDefaultColumnFamily(), range.from(), range.to(), compaction);
        }
        return !cancelled.getAsBoolean();
    }
}
