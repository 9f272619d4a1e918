package io.stator.model;

import com.google.protobuf.ByteString;

/** The order-preserving, self-delimiting encoding of key values, and the hash of partition keys. */
public final class KeyCodec {
    private KeyCodec() {}

    /** One key value. No encoding is a prefix of another one. */
    public static ByteString encode(AttributeValue value) {
        throw new UnsupportedOperationException();
    }

    /** Its inverse, of exactly these bytes. */
    public static AttributeValue decode(ByteString encoded) {
        throw new UnsupportedOperationException();
    }

    /** The length of the one encoded value that starts at this offset. */
    public static int lengthAt(byte[] bytes, int offset) {
        throw new UnsupportedOperationException();
    }

    /** Bounds, from inclusive and to exclusive, of the encodings of a range; of encodings that begin with a prefix. */
    public static ByteString prefixStart(AttributeValue prefix) {
        throw new UnsupportedOperationException();
    }

    public static ByteString prefixEnd(AttributeValue prefix) {
        throw new UnsupportedOperationException();
    }

    /** Place on the ring of an item collection. */
    public static long token(long tableId, ByteString encodedPartitionKey) {
        throw new UnsupportedOperationException();
    }

    /** The key of an item, or of its key attributes alone; what the schema names must be there and valid. */
    public static EncodedKey encodeKey(TableInfo table, Item item) {
        throw new UnsupportedOperationException();
    }

    /** The key attributes, as an item. */
    public static Item decodeKey(TableInfo table, EncodedKey key) {
        throw new UnsupportedOperationException();
    }
}
