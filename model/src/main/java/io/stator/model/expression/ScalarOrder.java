package io.stator.model.expression;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.Utf8;

/** The order of strings (by UTF-8 bytes), numbers, and binaries (by unsigned bytes). */
public final class ScalarOrder {
    private ScalarOrder() {}

    /**
     * @return as {@link java.util.Comparator#compare}
     * @throws IllegalArgumentException if the values are not both strings, numbers or binaries
     */
    public static int compare(AttributeValue left, AttributeValue right) {
        if (left instanceof AttributeValue.S a && right instanceof AttributeValue.S b) {
            return Utf8.ORDER.compare(a.value(), b.value());
        }
        if (left instanceof AttributeValue.N a && right instanceof AttributeValue.N b) {
            return a.value().compareTo(b.value());
        }
        if (left instanceof AttributeValue.B a && right instanceof AttributeValue.B b) {
            return ByteString.unsignedLexicographicalComparator().compare(a.value(), b.value());
        }
        throw new IllegalArgumentException("no order between " + left.type() + " and " + right.type());
    }
}
