package io.stator.model.expression.legacy;

import io.stator.model.AttributeType;
import java.util.EnumSet;
import java.util.Set;

/** How a legacy condition compares an attribute, by DynamoDB's names. */
public enum ComparisonOperator {
    EQ(1, 1, EnumSet.allOf(AttributeType.class)),
    /** Also true if there is no such attribute. */
    NE(1, 1, EnumSet.allOf(AttributeType.class)),
    LE(1, 1, Types.SCALARS),
    LT(1, 1, Types.SCALARS),
    GE(1, 1, Types.SCALARS),
    GT(1, 1, Types.SCALARS),
    /** True if there is such an attribute, of any type. */
    NOT_NULL(0, 0, Types.NONE),
    /** True if there is no such attribute. */
    NULL(0, 0, Types.NONE),
    CONTAINS(1, 1, Types.ELEMENTS),
    /** False if there is no such attribute. */
    NOT_CONTAINS(1, 1, Types.ELEMENTS),
    BEGINS_WITH(1, 1, EnumSet.of(AttributeType.STRING, AttributeType.BINARY)),
    IN(1, Integer.MAX_VALUE, Types.SCALARS),
    /** Both bounds included. */
    BETWEEN(2, 2, Types.SCALARS);

    private final int valuesMin;
    private final int valuesMax;
    private final Set<AttributeType> types;

    ComparisonOperator(int valuesMin, int valuesMax, Set<AttributeType> types) {
        this.valuesMin = valuesMin;
        this.valuesMax = valuesMax;
        this.types = types;
    }

    /** Whether it compares with so many values. */
    boolean takes(int values) {
        return values >= valuesMin && values <= valuesMax;
    }

    /** Whether it compares with values of this type. */
    boolean takes(AttributeType type) {
        return types.contains(type);
    }

    private static final class Types {
        private static final Set<AttributeType> NONE = EnumSet.noneOf(AttributeType.class);
        private static final Set<AttributeType> SCALARS =
                EnumSet.of(AttributeType.STRING, AttributeType.NUMBER, AttributeType.BINARY);
        private static final Set<AttributeType> ELEMENTS = EnumSet.of(
                AttributeType.STRING,
                AttributeType.NUMBER,
                AttributeType.BINARY,
                AttributeType.BOOLEAN,
                AttributeType.NULL);
    }
}
