package io.stator.partition.replica;

import com.google.protobuf.ByteString;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.model.expression.ItemProjection;
import io.stator.partition.ItemSelection;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.storage.CorruptStoreException;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoredItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes one page of what a cursor finds. An item is parsed only if there is a filter or a projection, and once. Limits go
 * by the items that are looked at, whatever is left of them. For one page and one thread.
 */
final class PageFill {
    /**
     * A page for which items are parsed ends after this time: else one whose filter is long, over many small items, would
     * keep its thread from others for seconds. Who asked goes on from there.
     */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final PageRequest request;
    private final List<ByteString> items = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private int itemBytes;
    private int scannedCount;
    private int count;

    PageFill(PageRequest request) {
        this.request = request;
    }

    Page from(StoreCursor cursor) throws IOException {
        ByteString last = null;
        boolean more = cursor.next();
        while (more && scannedCount < request.limit() && itemBytes < request.pageBytes() && !isSliceOver()) {
            StoredItem item = StoredItem.decode(cursor.value());
            scannedCount++;
            itemBytes += item.sizeBytes();
            last = item.item();
            select(last);
            more = cursor.next();
        }
        return new Page(items, more, itemBytes, scannedCount, count, last);
    }

    private boolean isSliceOver() {
        return scannedCount > 0 && parses() && System.nanoTime() - startNanos >= SLICE_NANOS;
    }

    private boolean parses() {
        ItemSelection selection = request.selection();
        return selection.filter() != null || (selection.projection() != null && !selection.countOnly());
    }

    private void select(ByteString encoded) throws CorruptStoreException {
        ItemSelection selection = request.selection();
        if (!parses()) {
            count++;
            if (!selection.countOnly()) {
                items.add(encoded);
            }
            return;
        }
        Item item = parse(encoded);
        Condition filter = selection.filter();
        if (filter != null && !ConditionEvaluator.holds(filter, item)) {
            return;
        }
        count++;
        if (!selection.countOnly()) {
            ItemProjection projection = selection.projection();
            items.add(projection == null ? encoded : ItemCodec.encode(projection.of(item)));
        }
    }

    private static Item parse(ByteString encoded) throws CorruptStoreException {
        try {
            return ItemCodec.decode(encoded);
        } catch (StatorException e) {
            throw new CorruptStoreException("a stored item cannot be parsed", e);
        }
    }
}
