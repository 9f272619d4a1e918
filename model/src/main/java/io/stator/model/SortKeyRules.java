package io.stator.model;

import com.google.protobuf.ByteString;

/** What a query may ask of sort keys. */
final class SortKeyRules {
    private SortKeyRules() {}

    static void check(KeyAttribute attribute, SortKeyRange range) {
        AttributeValue from = range.from();
        AttributeValue to = range.to();
        AttributeValue prefix = range.beginsWith();
        if (prefix != null) {
            if (from != null || to != null) {
                throw StatorException.validation("Query key condition not supported");
            }
            if (prefix instanceof AttributeValue.N) {
                throw StatorException.validation("Invalid KeyConditionExpression: Incorrect operand type for operator "
                        + "or function; operator or function: begins_with, operand type: N");
            }
        }
        KeyRules.inQuery(attribute, KeyRules.Role.SORT, prefix);
        KeyRules.inQuery(attribute, KeyRules.Role.SORT, from);
        KeyRules.inQuery(attribute, KeyRules.Role.SORT, to);
        if (from != null && to != null && isAfter(from, to)) {
            throw StatorException.validation(
                    "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound "
                            + "to be greater than or equal to lower bound");
        }
    }

    private static boolean isAfter(AttributeValue left, AttributeValue right) {
        return ByteString.unsignedLexicographicalComparator().compare(KeyCodec.encode(left), KeyCodec.encode(right))
                > 0;
    }
}
