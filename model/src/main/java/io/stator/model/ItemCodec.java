package io.stator.model;

import com.google.protobuf.ByteString;

/**
 * Items and values as bytes: the wire format of stator.v1.Item and stator.v1.AttributeValue (item.proto).
 *
 * <p>What is written is canonical: attributes, map members and set elements in ascending order, numbers
 * as {@link DecimalNumber#toCompactString}, lengths as short as they can be, no field that item.proto does
 * not name. So equal items have equal bytes. What is read may have any order and any text of a number, and
 * comes out canonical; everything else that is not as written is refused.
 */
public final class ItemCodec {
    private ItemCodec() {}

    /**
     * @throws StatorException ValidationException if it is nested too deeply, or larger than any legal
     *     item can be
     */
    public static ByteString encode(Item item) {
        return ItemEncoder.encode(item);
    }

    /**
     * Reads untrusted bytes.
     *
     * @throws StatorException ValidationException if they are no item
     */
    public static Item decode(ByteString encoded) {
        return ItemDecoder.decode(encoded);
    }

    /** @throws StatorException ValidationException as {@link #encode} */
    public static ByteString encodeValue(AttributeValue value) {
        return ItemEncoder.encodeValue(value);
    }

    /**
     * Reads untrusted bytes.
     *
     * @throws StatorException ValidationException if they are no value
     */
    public static AttributeValue decodeValue(ByteString encoded) {
        return ItemDecoder.decodeValue(encoded);
    }
}
