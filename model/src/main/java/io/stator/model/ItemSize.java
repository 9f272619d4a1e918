package io.stator.model;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;

/**
 * Sizes in bytes by DynamoDB's rule (developer guide, "DynamoDB item sizes and formats"): an item is the
 * sum of its attributes' names in UTF-8 and values. A string is its UTF-8 bytes, a binary its bytes; a
 * number 1 and one for each two significant digits, rounded up, and 1 more if negative; null and boolean
 * 1; a set the sum of its elements; a list or map 3, and for each element 1 and its size (and that of
 * its name). The guide calls its figures for numbers and containers approximate; these are ours for ever,
 * since replicas must agree on what is too large.
 */
public final class ItemSize {
    private static final int CONTAINER_BYTES = 3;
    private static final int ELEMENT_BYTES = 1;

    private ItemSize() {}

    /** Integer.MAX_VALUE for all that is larger. */
    public static int of(Item item) {
        return clamp(attributes(item.attributes(), 0));
    }

    /** Integer.MAX_VALUE for all that is larger. */
    public static int of(AttributeValue value) {
        return clamp(value(value));
    }

    private static long value(AttributeValue value) {
        return switch (value.type()) {
            case STRING -> Utf8.length(((AttributeValue.S) value).value());
            case NUMBER -> number(((AttributeValue.N) value).value());
            case BINARY -> ((AttributeValue.B) value).value().size();
            case STRING_SET -> strings(((AttributeValue.SS) value).values());
            case NUMBER_SET -> numbers(((AttributeValue.NS) value).values());
            case BINARY_SET -> binaries(((AttributeValue.BS) value).values());
            case MAP -> CONTAINER_BYTES + attributes(((AttributeValue.M) value).members(), ELEMENT_BYTES);
            case LIST -> list(((AttributeValue.L) value).values());
            case NULL, BOOLEAN -> 1;
        };
    }

    private static long attributes(Map<String, AttributeValue> attributes, int bytesEach) {
        long bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
            bytes += bytesEach + Utf8.length(attribute.getKey()) + value(attribute.getValue());
        }
        return bytes;
    }

    private static long list(List<AttributeValue> values) {
        long bytes = CONTAINER_BYTES;
        for (AttributeValue value : values) {
            bytes += ELEMENT_BYTES + value(value);
        }
        return bytes;
    }

    private static long number(DecimalNumber number) {
        int sign = number.toBigDecimal().signum() < 0 ? 1 : 0;
        return 1 + (number.digits() + 1) / 2 + sign;
    }

    private static long strings(List<String> values) {
        long bytes = 0;
        for (String value : values) {
            bytes += Utf8.length(value);
        }
        return bytes;
    }

    private static long numbers(List<DecimalNumber> values) {
        long bytes = 0;
        for (DecimalNumber value : values) {
            bytes += number(value);
        }
        return bytes;
    }

    private static long binaries(List<ByteString> values) {
        long bytes = 0;
        for (ByteString value : values) {
            bytes += value.size();
        }
        return bytes;
    }

    private static int clamp(long bytes) {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }
}
