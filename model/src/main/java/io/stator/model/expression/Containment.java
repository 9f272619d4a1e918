package io.stator.model.expression;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;

/** Whether a value has another in it. In time that grows with the sum of their lengths, whatever they are. Stateless. */
final class Containment {
    /** Up to this product of lengths the plain search is fast enough, though it may compare them all with each other. */
    private static final long PLAIN_SEARCH_MAX = 1 << 16;

    private Containment() {}

    static boolean contains(AttributeValue value, AttributeValue element) {
        if (value instanceof AttributeValue.S text && element instanceof AttributeValue.S part) {
            return contains(text.value(), part.value());
        }
        if (value instanceof AttributeValue.B bytes && element instanceof AttributeValue.B part) {
            return contains(bytes.value(), part.value());
        }
        if (value instanceof AttributeValue.SS set && element instanceof AttributeValue.S one) {
            return set.values().contains(one.value());
        }
        if (value instanceof AttributeValue.NS set && element instanceof AttributeValue.N one) {
            return set.values().contains(one.value());
        }
        if (value instanceof AttributeValue.BS set && element instanceof AttributeValue.B one) {
            return set.values().contains(one.value());
        }
        return value instanceof AttributeValue.L list && list.values().contains(element);
    }

    private static boolean contains(String text, String part) {
        return (long) text.length() * part.length() <= PLAIN_SEARCH_MAX
                ? text.contains(part)
                : contains(text.length(), text::charAt, part.length(), part::charAt);
    }

    private static boolean contains(ByteString bytes, ByteString part) {
        return contains(bytes.size(), bytes::byteAt, part.size(), part::byteAt);
    }

    /** What is at a place. */
    private interface Sequence {
        int at(int index);
    }

    /** By Knuth, Morris and Pratt. */
    private static boolean contains(int length, Sequence text, int partLength, Sequence part) {
        if (partLength > length) {
            return false;
        }
        int[] borders = borders(partLength, part);
        int matched = 0;
        for (int i = 0; i < length && matched < partLength; i++) {
            while (matched > 0 && text.at(i) != part.at(matched)) {
                matched = borders[matched - 1];
            }
            if (text.at(i) == part.at(matched)) {
                matched++;
            }
        }
        return matched == partLength;
    }

    /** For each beginning of the part, how long its longest beginning is that it also ends with. */
    private static int[] borders(int length, Sequence part) {
        int[] borders = new int[length];
        int border = 0;
        for (int i = 1; i < length; i++) {
            while (border > 0 && part.at(i) != part.at(border)) {
                border = borders[border - 1];
            }
            if (part.at(i) == part.at(border)) {
                border++;
            }
            borders[i] = border;
        }
        return borders;
    }
}
