package io.stator.partition.replica;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.TableInfo;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.apply.IntentKeys;
import io.stator.partition.apply.PartitionView;
import io.stator.partition.apply.Route;
import io.stator.partition.apply.StoredTransactions;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.IntentKey;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import io.stator.txn.Intent;
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
 *
 * <p>A strong read looks for intents first, in {@link IntentKeys}, and then at the items. Where no intent stood at that look, all
 * that was decided before is in the items; and what an item holds later is its value at some moment since: as long as no
 * intent stands, now; while one stands, just before that came, which was after the look. So it is enough to look once, and
 * where nobody uses transactions it costs no read.
 */
final class PartitionReads {
    /** What a scan reads ahead: items of many collections in a row. */
    private static final int SCAN_READAHEAD_BYTES = 256 << 10;

    private final StoreReads store;
    private final StampedLock lock = new StampedLock();
    private final IntentKeys intentKeys;
    private volatile PartitionView view;

    /** @param intentKeys of the store; changed by whoever changes that */
    PartitionReads(StoreReads store, PartitionView view, IntentKeys intentKeys) {
        this.store = store;
        this.view = view;
        this.intentKeys = intentKeys;
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

    /** What takes something of the store that goes with a view. */
    @FunctionalInterface
    interface Take<T> {
        T with(PartitionView view) throws IOException;
    }

    /** Takes something while store and view cannot change together. Must be short. */
    <T> T together(Take<T> take) throws IOException {
        long stamp = lock.readLock();
        try {
            return take.with(view);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    ReadOutcome<Optional<SizedItem>> get(TableInfo table, EncodedKey key, long epoch, boolean strong)
            throws IOException {
        byte[] storeKey = ItemKey.encode(key);
        Take<ReadOutcome<Optional<SizedItem>>> get =
                now -> switch (now.route(table.id(), table.schemaVersion(), epoch, key.position())) {
                    case WRONG_ROUTE -> new ReadOutcome.WrongRoute<>();
                    case TABLE_UNKNOWN -> new ReadOutcome.TableUnknown<>();
                    case SERVED -> served(storeKey, strong);
                };
        long optimistic = lock.tryOptimisticRead();
        if (optimistic != 0) {
            ReadOutcome<Optional<SizedItem>> outcome = get.with(view);
            if (lock.validate(optimistic)) {
                return outcome;
            }
        }
        return together(get);
    }

    private ReadOutcome<Optional<SizedItem>> served(byte[] storeKey, boolean strong) throws IOException {
        if (strong && intentKeys.contains(storeKey)) {
            // Not there any more: then none stood when it was looked for, and the item is read after that.
            Intent standing = StoredTransactions.intent(store, storeKey);
            if (standing != null) {
                return new ReadOutcome.Blocked<>(List.of(standing));
            }
        }
        byte[] value = store.get(storeKey);
        if (value == null) {
            return new ReadOutcome.Found<>(Optional.empty());
        }
        StoredItem stored = StoredItem.decode(value);
        return new ReadOutcome.Found<>(Optional.of(new SizedItem(stored.item(), stored.sizeBytes())));
    }

    /** @throws TooManyIntentsException if they are in its way */
    ReadOutcome<Page> page(PageRequest request, boolean strong) throws IOException {
        PageCursors cursors;
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
            KeyRange range = ItemRanges.of(request.table().id(), request.range(), bounds);
            if (range.isEmpty()) {
                return new ReadOutcome.Found<>(new Page(List.of(), false, 0));
            }
            cursors = cursors(request, range, strong);
        } finally {
            lock.unlockRead(stamp);
        }
        try (cursors) {
            Page page = new PageFill(request).from(cursors.items());
            StoreCursor intents = cursors.intents();
            List<Intent> inTheWay = intents == null ? List.of() : PageIntents.inTheWay(intents, request, page);
            return inTheWay.isEmpty() ? new ReadOutcome.Found<>(page) : new ReadOutcome.Blocked<>(inTheWay);
        }
    }

    /** @param intents null: none stood in the range, or it does not matter */
    private record PageCursors(@Nullable StoreCursor intents, StoreCursor items) implements AutoCloseable {
        @Override
        public void close() {
            items.close();
            if (intents != null) {
                intents.close();
            }
        }
    }

    private PageCursors cursors(PageRequest request, KeyRange range, boolean strong) throws IOException {
        StoreCursor intents = strong && !request.intentsSettled() && intentKeys.anyIn(range)
                ? store.cursor(IntentKey.range(range), new CursorOptions(request.backward(), 0, true))
                : null;
        int readahead = request.range().withinOneCollection() ? 0 : SCAN_READAHEAD_BYTES;
        try {
            // After the intents: see above.
            return new PageCursors(
                    intents, store.cursor(range, new CursorOptions(request.backward(), readahead, true)));
        } catch (IOException | RuntimeException e) {
            if (intents != null) {
                intents.close();
            }
            throw e;
        }
    }
}
