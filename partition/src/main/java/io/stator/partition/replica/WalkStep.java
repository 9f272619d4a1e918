package io.stator.partition.replica;

import com.google.protobuf.ByteString;
import io.stator.partition.TableRange;
import io.stator.partition.WalkPlace;
import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.StoredItem;

/** What one step of a walk through a replica's items may look at: a millisecond or two, so that who asks can pace it. For one thread. */
final class WalkStep {
    static final int ITEMS_MAX = 512;

    /** Of the store's items, so that large ones do not make a step long. */
    static final int ITEM_BYTES_MAX = 1 << 20;

    /** Blocks that nobody else wants do not push others out of the cache. */
    static final CursorOptions CURSOR = new CursorOptions(false, 64 << 10, false);

    private static final ByteString ZERO_BYTE = ByteString.copyFrom(new byte[] {0});

    private int looked;
    private long itemBytes;

    /** Looks at one more. */
    void look(StoredItem item) {
        looked++;
        itemBytes += item.item().size();
    }

    boolean isFull() {
        return looked >= ITEMS_MAX || itemBytes >= ITEM_BYTES_MAX;
    }

    /** Items that it looked at. */
    int looked() {
        return looked;
    }

    /** Where the next step goes on. */
    static WalkPlace behind(long tableId, ByteString place) {
        return new WalkPlace(tableId, new TableRange(place.concat(ZERO_BYTE), null));
    }
}
