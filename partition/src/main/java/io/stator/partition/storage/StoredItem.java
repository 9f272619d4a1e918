package io.stator.partition.storage;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

/**
 * An item as it lies in the store:
 *
 * <pre>
 * [format, 1 byte: 1][version, 8 bytes big-endian][size, 4 bytes big-endian][item]
 * </pre>
 *
 * The item is in its wire format, so that it is answered without being parsed; the size lets it be billed
 * so, too. RocksDB's block checksums guard the bytes.
 *
 * @param version of the item, from the partition's sequence
 * @param sizeBytes by DynamoDB's rule
 * @param item encoded by model.ItemCodec
 */
public record StoredItem(long version, int sizeBytes, ByteString item) {
    private static final byte FORMAT = 1;
    private static final int SIZE_OFFSET = 1 + Long.BYTES;
    private static final int ITEM_OFFSET = SIZE_OFFSET + Integer.BYTES;

    public byte[] encode() {
        byte[] bytes = new byte[ITEM_OFFSET + item.size()];
        bytes[0] = FORMAT;
        BigEndian.putLong(bytes, 1, version);
        BigEndian.putInt(bytes, SIZE_OFFSET, sizeBytes);
        item.copyTo(bytes, ITEM_OFFSET);
        return bytes;
    }

    /** @param bytes not to be modified after: the item shares them */
    public static StoredItem decode(byte[] bytes) throws CorruptStoreException {
        if (bytes.length > 0 && Byte.toUnsignedInt(bytes[0]) > FORMAT) {
            throw CorruptStoreException.newer("a stored item has", Byte.toUnsignedInt(bytes[0]), FORMAT);
        }
        if (bytes.length < ITEM_OFFSET || bytes[0] != FORMAT) {
            throw new CorruptStoreException("a malformed stored item");
        }
        return new StoredItem(
                BigEndian.getLong(bytes, 1),
                BigEndian.getInt(bytes, SIZE_OFFSET),
                UnsafeByteOperations.unsafeWrap(bytes, ITEM_OFFSET, bytes.length - ITEM_OFFSET));
    }
}
