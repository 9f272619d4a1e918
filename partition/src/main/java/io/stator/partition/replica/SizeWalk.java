package io.stator.partition.replica;

import com.google.protobuf.ByteString;
import io.stator.model.Bounds;
import io.stator.model.TableSize;
import io.stator.partition.SizeStep;
import io.stator.partition.TableRange;
import io.stator.partition.WalkPlace;
import io.stator.partition.apply.PartitionView;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the sizes of the items in a replica's state, step by step. Each step sees the state of its own moment, so what is
 * written during a walk may or may not be in the sum. Thread-safe.
 */
final class SizeWalk {
    /** Each costs a seek, empty or not. */
    static final int TABLES_MAX = 64;

    private final StoreReads store;
    private final Supplier<PartitionView> view;

    SizeWalk(StoreReads store, Supplier<PartitionView> view) {
        this.store = store;
        this.view = view;
    }

    SizeStep step(WalkPlace from) throws IOException {
        PartitionView now = view.get();
        Bounds bounds = now.bounds();
        Step step = new Step();
        if (bounds == null) {
            return new SizeStep(step.seen, null);
        }
        for (long tableId : now.tables().tailMap(from.tableId()).keySet()) {
            if (step.tables++ == TABLES_MAX) {
                return new SizeStep(step.seen, new WalkPlace(tableId, TableRange.ALL));
            }
            TableRange rest = tableId == from.tableId() ? from.rest() : TableRange.ALL;
            ByteString last = step.look(tableId, ItemRanges.of(tableId, rest, bounds));
            if (last != null) {
                return new SizeStep(step.seen, WalkStep.behind(tableId, last));
            }
        }
        return new SizeStep(step.seen, null);
    }

    /** For one thread. */
    private final class Step {
        private final Map<Long, TableSize> seen = new HashMap<>();
        private int tables;
        private final WalkStep walked = new WalkStep();

        /** The place of the last item that was looked at; null: the table has no further one. */
        @Nullable
        ByteString look(long tableId, KeyRange range) throws IOException {
            if (range.isEmpty()) {
                return null;
            }
            long items = 0;
            long bytes = 0;
            ByteString last = null;
            try (StoreCursor cursor = store.cursor(range, WalkStep.CURSOR)) {
                while (last == null && cursor.next()) {
                    StoredItem item = StoredItem.decode(cursor.value());
                    items++;
                    bytes += item.sizeBytes();
                    walked.look(item);
                    if (walked.isFull()) {
                        last = ItemKey.place(cursor.key());
                    }
                }
            }
            if (items > 0) {
                seen.merge(tableId, new TableSize(items, bytes), TableSize::plus);
            }
            return last;
        }
    }
}
