package io.stator.partition.replica;

import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.apply.StoredTransactions;
import io.stator.partition.storage.IntentKey;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.StoreCursor;
import io.stator.txn.Intent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The intents that stood in a strong page's range before its items were looked at. For one page and one thread.
 *
 * <p>A page whose own part of the range has none is as good as one without any. Else all of the range are told, those behind
 * the page's end, too: when it is read again, settled, it may end elsewhere.
 */
final class PageIntents {
    /** That are told; beyond it the page is refused. */
    static final int INTENTS_MAX = 1_000;

    /** Of their images. */
    static final int BYTES_MAX = 32 << 20;

    private PageIntents() {}

    /**
     * Those that are in the way; empty: none is.
     *
     * @param cursor on the intents, in the page's direction
     */
    static List<Intent> inTheWay(StoreCursor cursor, PageRequest request, Page page) throws IOException {
        List<Intent> intents = new ArrayList<>();
        long bytes = 0;
        while (cursor.next()) {
            if (intents.isEmpty() && !isInPage(IntentKey.itemKey(cursor.key()), request, page)) {
                return List.of();
            }
            byte[] value = cursor.value();
            bytes += value.length;
            if (intents.size() >= INTENTS_MAX || bytes > BYTES_MAX) {
                throw new TooManyIntentsException();
            }
            intents.add(StoredTransactions.decodeIntent(value));
        }
        return intents;
    }

    /** Whether the page would have had an item with this key. */
    private static boolean isInPage(byte[] itemKey, PageRequest request, Page page) {
        if (!page.more() || page.lastItem() == null) {
            return true;
        }
        Item last = ItemCodec.decode(page.lastItem());
        int order = Arrays.compareUnsigned(itemKey, ItemKey.encode(KeyCodec.encodeKey(request.table(), last)));
        return request.backward() ? order >= 0 : order <= 0;
    }
}
