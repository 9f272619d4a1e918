package io.stator.model;

import com.google.protobuf.ByteString;

/** Items and values as bytes: the wire format of stator.v1.Item and stator.v1.AttributeValue (item.proto). */
public final class ItemCodec {
    private ItemCodec() {}

    public static ByteString encode(Item item) {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads untrusted bytes.
     *
     * @throws StatorException ValidationException if they are no item
     */
    public static Item decode(ByteString encoded) {
        throw new UnsupportedOperationException();
    }

    public static ByteString encodeValue(AttributeValue value) {
        throw new UnsupportedOperationException();
    }

    public static AttributeValue decodeValue(ByteString encoded) {
        throw new UnsupportedOperationException();
    }
}
