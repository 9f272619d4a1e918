package io.stator.partition.replica;

import com.google.protobuf.ByteString;
import io.stator.model.Bounds;
import io.stator.model.DecimalNumber;
import io.stator.model.ExpiryRule;
import io.stator.model.NumberAttribute;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.partition.TableRange;
import io.stator.partition.WalkPlace;
import io.stator.partition.apply.PartitionView;
import io.stator.partition.command.Command.SeenItem;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds expired items in a replica's state, a part of one table at a time. View and store are looked at one after the other, and
 * either may change meanwhile: what is done about the items is to be conditional on what was seen. Thread-safe.
 */
final class ExpiryWalk {
    /** That one command is to delete: apply reads each, and writes wait behind it. Their keys have less than 1 MB. */
    static final int EXPIRED_MAX = 128;

    private final StoreReads store;
    private final Supplier<PartitionView> view;

    ExpiryWalk(StoreReads store, Supplier<PartitionView> view) {
        this.store = store;
        this.view = view;
    }

    /**
     * What was found in a part of a table.
     *
     * @param timeToLiveVersion of the table, that the items were judged by
     * @param epoch of the bounds
     * @param looked items that were looked at
     * @param next where to go on; null: every table was seen
     */
    record Found(
            long tableId,
            int timeToLiveVersion,
            long epoch,
            List<SeenItem> expired,
            int looked,
            @Nullable WalkPlace next) {
        private static final Found NOTHING = new Found(0, 0, 0, List.of(), 0, null);
    }

    Found find(WalkPlace from, long nowMillis) throws IOException {
        PartitionView now = view.get();
        Bounds bounds = now.bounds();
        if (bounds == null) {
            return Found.NOTHING;
        }
        for (TableInfo table : now.tables().tailMap(from.tableId()).values()) {
            Optional<String> attribute = table.properties().timeToLive().expiryAttribute();
            if (attribute.isPresent()) {
                TableRange rest = table.id() == from.tableId() ? from.rest() : TableRange.ALL;
                Part part = new Part(new NumberAttribute(attribute.get()), ExpiryRule.at(nowMillis));
                ByteString last = part.look(ItemRanges.of(table.id(), rest, bounds));
                WalkPlace next = last == null
                        ? new WalkPlace(table.id() + 1, TableRange.ALL)
                        : WalkStep.behind(table.id(), last);
                int version = table.properties().timeToLive().version();
                return new Found(table.id(), version, now.epoch(), part.expired, part.walked.looked(), next);
            }
        }
        return Found.NOTHING;
    }

    /** Of a table. For one thread. */
    private final class Part {
        private final NumberAttribute attribute;
        private final ExpiryRule rule;
        private final List<SeenItem> expired = new ArrayList<>();
        private final WalkStep walked = new WalkStep();

        Part(NumberAttribute attribute, ExpiryRule rule) {
            this.attribute = attribute;
            this.rule = rule;
        }

        /** The place of the last item that was looked at; null: there is no further one. */
        @Nullable
        ByteString look(KeyRange range) throws IOException {
            if (range.isEmpty()) {
                return null;
            }
            try (StoreCursor cursor = store.cursor(range, WalkStep.CURSOR)) {
                while (cursor.next()) {
                    StoredItem item = StoredItem.decode(cursor.value());
                    walked.look(item);
                    if (hasExpired(item)) {
                        expired.add(new SeenItem(ItemKey.decode(cursor.key()), item.version()));
                    }
                    if (walked.isFull() || expired.size() >= EXPIRED_MAX) {
                        return ItemKey.place(cursor.key());
                    }
                }
            }
            return null;
        }

        private boolean hasExpired(StoredItem item) throws CorruptStoreException {
            try {
                DecimalNumber second = attribute.in(item.item());
                return second != null && rule.hasExpired(second);
            } catch (StatorException e) {
                throw new CorruptStoreException("a stored item cannot be parsed", e);
            }
        }
    }
}
