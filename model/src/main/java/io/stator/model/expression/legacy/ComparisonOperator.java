package io.stator.model.expression.legacy;

import io.stator.model.AttributeType;

/** How a legacy condition compares an attribute, by DynamoDB's names. */
public enum ComparisonOperator {
    EQ(1, 1, Values.ANY),
    /** Also true if there is no such attribute. */
    NE(1, 1, Values.ANY),
    LE(1, 1, Values.SCALARS),
    LT(1, 1, Values.SCALARS),
    GE(1, 1, Values.SCALARS),
    GT(1, 1, Values.SCALARS),
    /** True if there is such an attribute, of any type. */
    NOT_NULL(0, 0, Values.ANY),
    /** True if there is no such attribute. */
    NULL(0, 0, Values.ANY),
    CONTAINS(1, 1, Values.ELEMENTS),
    /** False if there is no such attribute. */
    NOT_CONTAINS(1, 1, Values.ELEMENTS),
    BEGINS_WITH(1, 1, Values.PREFIXES),
    IN(1, Integer.MAX_VALUE, Values.SCALARS),
    /** Both bounds included. */
    BETWEEN(2, 2, Values.SCALARS);

    private final int valuesMin;
    private final int valuesMax;
    private final Values values;

    ComparisonOperator(int valuesMin, int valuesMax, Values values) {
        this.valuesMin = valuesMin;
        this.valuesMax = valuesMax;
        this.values = values;
    }

    /** Whether it compares with so many values. */
    boolean takes(int count) {
        return count >= valuesMin && count <= valuesMax;
    }

    /** Whether it compares with values of this type. */
    boolean takes(AttributeType type) {
        return switch (values) {
            case ANY -> true;
            case SCALARS ->
                type == AttributeType.STRING || type == AttributeType.NUMBER || type == AttributeType.BINARY;
            case PREFIXES -> type == AttributeType.STRING || type == AttributeType.BINARY;
            case ELEMENTS ->
                switch (type) {
                    case STRING, NUMBER, BINARY, BOOLEAN, NULL -> true;
                    case STRING_SET, NUMBER_SET, BINARY_SET, MAP, LIST -> false;
                };
        };
    }

    private enum Values {
        ANY,
        SCALARS,
        PREFIXES,
        ELEMENTS
    }
}
