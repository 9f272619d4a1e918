package io.stator.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The order-preserving, self-delimiting encoding of key values, and the hash of partition keys.
 * Version 1; it lies on disks, so it never changes.
 *
 * <p>Encodings of one type, compared as unsigned bytes, are in the order of the values: numbers by size,
 * strings by their UTF-8 bytes, binaries by their bytes. No encoding is a prefix of another, so encodings
 * may follow one another, and do not end before they are told apart.
 *
 * <pre>
 * number  10 02                                              zero
 *         10 03 exponent pair... 00                          positive
 *         10 01 ~exponent ~pair... FF                        negative: all bits inverted from the exponent on
 * string  20 byte... 00 01
 * binary  30 byte... 00 01
 * </pre>
 *
 * <p>A string's bytes are its UTF-8. In strings and binaries a byte 00 is written 00 FF; 00 01 ends them
 * and so sorts before every longer one.
 *
 * <p>A number other than zero is 0.P1 P2 P3... times 100 to the power of E, where each pair P is two
 * decimal digits, P1 is not 00 and neither is the last. The exponent byte is E + 64 (E is -64 to 63), a
 * pair's byte is its value + 1 (01 to 64 hexadecimal), and 00 ends them. So the encoding has at most 24 bytes.
 *
 * <p>A token is the {@link XxHash64 xxHash64} (seed 0) of the table's id (8 bytes, big-endian) and the
 * encoded partition key.
 */
public final class KeyCodec {
    private static final byte NUMBER = 0x10;
    private static final byte STRING = 0x20;
    private static final byte BINARY = 0x30;
    private static final byte ESCAPED_ZERO = (byte) 0xFF;
    private static final byte END = 0x01;

    private KeyCodec() {}

    /**
     * One key value. No encoding is a prefix of another one.
     *
     * @throws StatorException ValidationException if it is no string, number or binary
     */
    public static ByteString encode(AttributeValue value) {
        if (value instanceof AttributeValue.N number) {
            return UnsafeByteOperations.unsafeWrap(NumberKeyFormat.encode(number.value(), NUMBER));
        }
        byte[] escaped = escaped(value, 2);
        escaped[escaped.length - 1] = END;
        return UnsafeByteOperations.unsafeWrap(escaped);
    }

    /**
     * Its inverse, of exactly these bytes.
     *
     * @throws IllegalArgumentException if {@link #encode} did not make them
     */
    public static AttributeValue decode(ByteString encoded) {
        byte[] bytes = encoded.toByteArray();
        int length = lengthAt(bytes, 0);
        if (length != bytes.length) {
            throw NumberKeyFormat.malformed();
        }
        AttributeValue value = decodeWhole(bytes);
        if (!encode(value).equals(encoded)) {
            throw NumberKeyFormat.malformed();
        }
        return value;
    }

    private static AttributeValue decodeWhole(byte[] bytes) {
        if (bytes[0] == NUMBER) {
            try {
                return new AttributeValue.N(NumberKeyFormat.decode(bytes, 1, bytes.length));
            } catch (StatorException e) {
                throw new IllegalArgumentException("malformed key encoding", e);
            }
        }
        ByteString content = unescaped(bytes);
        if (bytes[0] == BINARY) {
            return new AttributeValue.B(content);
        }
        if (!content.isValidUtf8()) {
            throw NumberKeyFormat.malformed();
        }
        return new AttributeValue.S(content.toStringUtf8());
    }

    /**
     * The length of the one encoded value that starts at this offset.
     *
     * @throws IllegalArgumentException if none does
     */
    public static int lengthAt(byte[] bytes, int offset) {
        if (offset < 0 || offset >= bytes.length) {
            throw NumberKeyFormat.malformed();
        }
        int end = switch (bytes[offset]) {
            case NUMBER -> NumberKeyFormat.end(bytes, offset + 1);
            case STRING, BINARY -> escapedEnd(bytes, offset + 1);
            default -> throw NumberKeyFormat.malformed();
        };
        return end - offset;
    }

    private static int escapedEnd(byte[] bytes, int start) {
        for (int at = start; at + 1 < bytes.length; at++) {
            if (bytes[at] == 0) {
                at++;
                if (bytes[at] == END) {
                    return at + 1;
                }
                if (bytes[at] != ESCAPED_ZERO) {
                    throw NumberKeyFormat.malformed();
                }
            }
        }
        throw NumberKeyFormat.malformed();
    }

    /**
     * Bounds, from inclusive and to exclusive, of the encodings of strings or binaries that begin with a
     * prefix, be it empty.
     *
     * @throws StatorException ValidationException if it is no string or binary
     */
    public static ByteString prefixStart(AttributeValue prefix) {
        return UnsafeByteOperations.unsafeWrap(escaped(prefix, 0));
    }

    /** The smallest byte string that is larger than all that begin with {@link #prefixStart}. */
    public static ByteString prefixEnd(AttributeValue prefix) {
        byte[] bytes = escaped(prefix, 0);
        int last = bytes.length - 1;
        while (bytes[last] == (byte) 0xFF) {
            last--;
        }
        bytes[last]++;
        return ByteString.copyFrom(bytes, 0, last + 1);
    }

    /** The type byte, the escaped content and as many bytes 00 as asked for. */
    private static byte[] escaped(AttributeValue value, int trailing) {
        byte type;
        byte[] content;
        if (value instanceof AttributeValue.S string) {
            type = STRING;
            content = Utf8.bytes(string.value());
        } else if (value instanceof AttributeValue.B binary) {
            type = BINARY;
            content = binary.value().toByteArray();
        } else {
            throw StatorException.validation(KeyRules.SCHEMA_MISMATCH);
        }
        int zeros = 0;
        for (byte b : content) {
            zeros += b == 0 ? 1 : 0;
        }
        byte[] bytes = new byte[1 + content.length + zeros + trailing];
        bytes[0] = type;
        int at = 1;
        for (byte b : content) {
            bytes[at++] = b;
            if (b == 0) {
                bytes[at++] = ESCAPED_ZERO;
            }
        }
        return bytes;
    }

    private static ByteString unescaped(byte[] bytes) {
        byte[] content = Arrays.copyOf(bytes, bytes.length);
        int length = 0;
        for (int at = 1; at < bytes.length - 2; at++) {
            content[length++] = bytes[at];
            if (bytes[at] == 0) {
                at++;
            }
        }
        return ByteString.copyFrom(content, 0, length);
    }

    /** Place on the ring of an item collection. */
    public static long token(long tableId, ByteString encodedPartitionKey) {
        byte[] bytes = new byte[Long.BYTES + encodedPartitionKey.size()];
        ByteBuffer.wrap(bytes).putLong(tableId);
        encodedPartitionKey.copyTo(bytes, Long.BYTES);
        return XxHash64.hash(bytes);
    }

    /**
     * The key of an item, or of its key attributes alone; what the schema names must be there and valid.
     *
     * @throws StatorException ValidationException with the message that DynamoDB has for an item to be put
     */
    public static EncodedKey encodeKey(TableInfo table, Item item) {
        TableSchema schema = table.schema();
        ByteString partitionKey = encode(KeyRules.inItem(schema.partitionKey(), KeyRules.Role.PARTITION, item));
        KeyAttribute sortAttribute = schema.sortKey();
        ByteString sortKey = sortAttribute == null
                ? ByteString.EMPTY
                : encode(KeyRules.inItem(sortAttribute, KeyRules.Role.SORT, item));
        return new EncodedKey(table.id(), token(table.id(), partitionKey), partitionKey, sortKey);
    }

    /**
     * The key attributes, as an item.
     *
     * @throws IllegalArgumentException if the key is malformed, or not one of this schema
     */
    public static Item decodeKey(TableInfo table, EncodedKey key) {
        TableSchema schema = table.schema();
        KeyAttribute sortAttribute = schema.sortKey();
        if (key.tableId() != table.id() || key.sortKey().isEmpty() != (sortAttribute == null)) {
            throw NumberKeyFormat.malformed();
        }
        Item.Builder item = Item.builder();
        item.set(schema.partitionKey().name(), decodeOf(schema.partitionKey(), key.partitionKey()));
        if (sortAttribute != null) {
            item.set(sortAttribute.name(), decodeOf(sortAttribute, key.sortKey()));
        }
        return item.build();
    }

    private static AttributeValue decodeOf(KeyAttribute attribute, ByteString encoded) {
        AttributeValue value = decode(encoded);
        if (!KeyRules.hasType(attribute, value)) {
            throw NumberKeyFormat.malformed();
        }
        return value;
    }
}
