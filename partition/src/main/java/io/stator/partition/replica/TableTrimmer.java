package io.stator.partition.replica;

import io.stator.partition.PartitionMetrics;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.ReplicaStore;
import io.stator.partition.storage.StoreClosedException;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.TrimSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the items of dropped tables from a replica's disk, one table at a time. What is to be done is
 * marked in the store by the entry that drops the table, and the mark goes when it is done: it survives a
 * restart and travels with checkpoints. Thread-safe.
 */
final class TableTrimmer {
    private static final Logger LOG = LoggerFactory.getLogger(TableTrimmer.class);

    private final ReplicaStore store;
    private final BackgroundThread background;
    private final TrimSettings settings;
    private final PartitionMetrics metrics;

    TableTrimmer(ReplicaStore store, BackgroundThread background, TrimSettings settings, PartitionMetrics metrics) {
        this.store = store;
        this.background = background;
        this.settings = settings;
        this.metrics = metrics;
    }

    /**
     * Trims tables that an entry dropped. Each task has its tables fixed: one that looked for marks when it
     * ran could overtake a digest of an earlier entry that waits behind it.
     */
    void start(List<Long> tableIds) {
        List<Long> fixed = List.copyOf(tableIds);
        if (!fixed.isEmpty() && !background.submit(() -> fixed.forEach(this::trim))) {
            LOG.debug("closed: tables {} are trimmed after the next start", fixed);
        }
    }

    /** Goes on with what the store has marked: after opening and after a restore. */
    void startMarked() throws IOException {
        List<Long> marked = new ArrayList<>();
        try (StoreCursor cursor = store.cursor(KeySpace.TRIM.range(), CursorOptions.FORWARD)) {
            while (cursor.next()) {
                marked.add(KeySpace.TRIM.id(cursor.key()));
            }
        }
        start(marked);
    }

    private void trim(long tableId) {
        if (background.closing()) {
            return;
        }
        Stopwatch stopwatch = new Stopwatch();
        try {
            boolean done =
                    store.trim(ItemKey.table(tableId), KeySpace.TRIM.key(tableId), settings, background::closing);
            if (done) {
                metrics.trimmed(tableId, stopwatch.micros());
            }
        } catch (StoreClosedException e) {
            LOG.debug("closed: table {} is trimmed after the next start", tableId, e);
        } catch (IOException | RuntimeException e) {
            LOG.error("table {} not trimmed, again after the next start", tableId, e);
        }
    }
}
