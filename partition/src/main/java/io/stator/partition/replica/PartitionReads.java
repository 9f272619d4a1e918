package io.stator.partition.replica;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.TableInfo;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.apply.PartitionView;
import io.stator.partition.apply.Route;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a replica's state, each with the view that goes with its data. Thread-safe.
 *
 * <p>The view (bounds, epoch, tables) is kept in memory beside the store. An entry that changes it, and a
 * restore, write the store and the view under the write lock; all other entries write the store alone and
 * take no lock. A read of one item looks at the view, then at the store, and counts only if no write lock
 * was held in between: then the view is the one of every state that the store had meanwhile. Otherwise it
 * looks again under the read lock. A page makes its cursor, which sees the store as of that moment and pins
 * its files, under the read lock.
 */
final class PartitionReads {
    /** What a scan reads ahead: items of many collections in a row. */
    private static final int SCAN_READAHEAD_BYTES = 256 << 10;

    private final StoreReads store;
    private final StampedLock lock = new StampedLock();
    private volatile PartitionView view;

    PartitionReads(StoreReads store, PartitionView view) {
        this.store = store;
        this.view = view;
    }

    /** What changes store and view together. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    /** Changes the store, then the view, so that no read sees one without the other. */
    void change(Change storeChange, PartitionView newView) throws IOException {
        long stamp = lock.writeLock();
        try {
            storeChange.run();
            view = newView;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    PartitionView view() {
        return view;
    }

    ReadOutcome<Optional<SizedItem>> get(TableInfo table, EncodedKey key, long epoch) throws IOException {
        byte[] storeKey = ItemKey.encode(key);
        long optimistic = lock.tryOptimisticRead();
        if (optimistic != 0) {
            ReadOutcome<Optional<SizedItem>> outcome = get(table, key, epoch, storeKey);
            if (lock.validate(optimistic)) {
                return outcome;
            }
        }
        long stamp = lock.readLock();
        try {
            return get(table, key, epoch, storeKey);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private ReadOutcome<Optional<SizedItem>> get(TableInfo table, EncodedKey key, long epoch, byte[] storeKey)
            throws IOException {
        return switch (view.route(table.id(), table.schemaVersion(), epoch, key.position())) {
            case WRONG_ROUTE -> new ReadOutcome.WrongRoute<>();
            case TABLE_UNKNOWN -> new ReadOutcome.TableUnknown<>();
            case SERVED -> {
                byte[] value = store.get(storeKey);
                if (value == null) {
                    yield new ReadOutcome.Found<>(Optional.empty());
                }
                StoredItem stored = StoredItem.decode(value);
                yield new ReadOutcome.Found<>(Optional.of(new SizedItem(stored.item(), stored.sizeBytes())));
            }
        };
    }

    ReadOutcome<Page> page(PageRequest request) throws IOException {
        StoreCursor cursor;
        long stamp = lock.readLock();
        try {
            PartitionView now = view;
            Route route = now.route(request.table().id(), request.table().schemaVersion(), request.epoch());
            Bounds bounds = now.bounds();
            if (route == Route.WRONG_ROUTE || bounds == null) {
                return new ReadOutcome.WrongRoute<>();
            }
            if (route == Route.TABLE_UNKNOWN) {
                return new ReadOutcome.TableUnknown<>();
            }
            cursor = cursor(request, bounds);
        } finally {
            lock.unlockRead(stamp);
        }
        if (cursor == null) {
            return new ReadOutcome.Found<>(new Page(List.of(), false, 0));
        }
        try (cursor) {
            return new ReadOutcome.Found<>(new PageFill(request).from(cursor));
        }
    }

    private @Nullable StoreCursor cursor(PageRequest request, Bounds bounds) throws IOException {
        KeyRange range = ItemRanges.of(request.table().id(), request.range(), bounds);
        if (range.isEmpty()) {
            return null;
        }
        int readahead = request.range().withinOneCollection() ? 0 : SCAN_READAHEAD_BYTES;
        return store.cursor(range, new CursorOptions(request.backward(), readahead, true));
    }
}
