package io.stator.partition.storage;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.KeyCodec;

/**
 * The key under which an item lies:
 *
 * <pre>
 * [KeySpace.ITEM, 1 byte][table id, 8 bytes big-endian][token, 8 bytes big-endian][partition key][sort key]
 * </pre>
 *
 * Partition key and sort key are order-preserving and self-delimiting (model.KeyCodec), so these bytes,
 * compared as unsigned, order as the tuples do. What comes after the table id is called the item's place
 * in its table.
 */
public final class ItemKey {
    private static final int TABLE_PREFIX_BYTES = 1 + Long.BYTES;
    static final int HEADER_BYTES = TABLE_PREFIX_BYTES + Long.BYTES;

    private ItemKey() {}

    public static byte[] encode(EncodedKey key) {
        return encode(KeySpace.ITEM, key, 0);
    }

    /** The same in another space, with room behind it. */
    static byte[] encode(KeySpace space, EncodedKey key, int room) {
        int partitionKeySize = key.partitionKey().size();
        byte[] bytes = new byte[HEADER_BYTES + partitionKeySize + key.sortKey().size() + room];
        bytes[0] = space.prefix();
        BigEndian.putLong(bytes, 1, key.tableId());
        BigEndian.putLong(bytes, TABLE_PREFIX_BYTES, key.token());
        key.partitionKey().copyTo(bytes, HEADER_BYTES);
        key.sortKey().copyTo(bytes, HEADER_BYTES + partitionKeySize);
        return bytes;
    }

    /** Its inverse. */
    public static EncodedKey decode(byte[] key) throws CorruptStoreException {
        try {
            int sortKey = HEADER_BYTES + KeyCodec.lengthAt(key, HEADER_BYTES);
            return new EncodedKey(
                    BigEndian.getLong(key, 1),
                    BigEndian.getLong(key, TABLE_PREFIX_BYTES),
                    ByteString.copyFrom(key, HEADER_BYTES, sortKey - HEADER_BYTES),
                    ByteString.copyFrom(key, sortKey, key.length - sortKey));
        } catch (RuntimeException e) {
            throw new CorruptStoreException("malformed key of an item", e);
        }
    }

    /** The key of a place in a table, or of a prefix of places: before all of them. */
    public static byte[] ofPlace(long tableId, ByteString place) {
        byte[] bytes = new byte[TABLE_PREFIX_BYTES + place.size()];
        bytes[0] = KeySpace.ITEM.prefix();
        BigEndian.putLong(bytes, 1, tableId);
        place.copyTo(bytes, TABLE_PREFIX_BYTES);
        return bytes;
    }

    /** The inverse of {@link #ofPlace}. */
    public static ByteString place(byte[] key) {
        return ByteString.copyFrom(key, TABLE_PREFIX_BYTES, key.length - TABLE_PREFIX_BYTES);
    }

    /** Every place of a table. */
    public static KeyRange table(long tableId) {
        byte[] to = tableId == -1L
                ? new byte[] {(byte) (KeySpace.ITEM.prefix() + 1)}
                : ofPlace(tableId + 1, ByteString.EMPTY);
        return new KeyRange(ofPlace(tableId, ByteString.EMPTY), to);
    }
}
