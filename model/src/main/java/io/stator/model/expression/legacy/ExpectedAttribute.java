package io.stator.model.expression.legacy;

import io.stator.model.AttributeValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a write expects of an attribute, in Expected: members as the request has them, null if it has not. */
public record ExpectedAttribute(
        @Nullable AttributeValue value,
        @Nullable Boolean exists,
        @Nullable ComparisonOperator operator,
        @Nullable List<AttributeValue> values) {
    public ExpectedAttribute {
        values = values == null ? null : List.copyOf(values);
    }

    /** That the attribute is there, and is this. */
    public static ExpectedAttribute value(AttributeValue value) {
        return new ExpectedAttribute(value, null, null, null);
    }

    /** That there is no such attribute. */
    public static ExpectedAttribute absent() {
        return new ExpectedAttribute(null, false, null, null);
    }

    public static ExpectedAttribute compared(ComparisonOperator operator, AttributeValue... values) {
        return new ExpectedAttribute(null, null, operator, List.of(values));
    }
}
