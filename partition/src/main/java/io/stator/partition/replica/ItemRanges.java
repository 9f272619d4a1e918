package io.stator.partition.replica;

import com.google.protobuf.ByteString;
import io.stator.model.Bounds;
import io.stator.model.Position;
import io.stator.partition.TableRange;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.KeyRange;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a table within a partition's bounds lie in its store. The ring orders by (token,
 * table, key), the store by (table, token, key): a bound's token belongs to the tables on one side of it
 * wholly, and to its own table in part.
 */
final class ItemRanges {
    private ItemRanges() {}

    /** What of a table's range lies in the bounds; may be empty. */
    static KeyRange of(long tableId, TableRange range, Bounds bounds) {
        KeyRange table = ItemKey.table(tableId);
        ByteString to = range.to();
        KeyRange wanted = new KeyRange(
                ItemKey.ofPlace(tableId, range.from()), to == null ? table.to() : ItemKey.ofPlace(tableId, to));
        return wanted.intersect(of(tableId, bounds));
    }

    /** A table's items in the bounds; may be empty. */
    static KeyRange of(long tableId, Bounds bounds) {
        KeyRange table = ItemKey.table(tableId);
        return new KeyRange(
                edge(tableId, bounds.from(), table.from(), table.to()),
                edge(tableId, bounds.to(), table.to(), table.to()));
    }

    /** The first key of the table that is not below the position; absent: there is no such position. */
    private static byte[] edge(long tableId, @Nullable Position position, byte[] absent, byte[] tableEnd) {
        if (position == null) {
            return absent;
        }
        int order = Long.compareUnsigned(tableId, position.tableId());
        if (order > 0) {
            return ItemKey.ofPlace(tableId, token(position.token()));
        }
        if (order == 0) {
            ByteString place =
                    token(position.token()).concat(position.partitionKey()).concat(position.sortKey());
            return ItemKey.ofPlace(tableId, place);
        }
        return position.token() == -1L ? tableEnd : ItemKey.ofPlace(tableId, token(position.token() + 1));
    }

    private static ByteString token(long token) {
        return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(0, token));
    }
}
