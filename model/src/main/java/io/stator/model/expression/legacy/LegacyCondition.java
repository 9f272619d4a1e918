package io.stator.model.expression.legacy;

import io.stator.model.AttributeValue;
import java.util.List;

/** What an attribute is compared with, in KeyConditions, QueryFilter and ScanFilter. The constructor checks nothing. */
public record LegacyCondition(ComparisonOperator operator, List<AttributeValue> values) {
    public LegacyCondition {
        values = List.copyOf(values);
    }

    public static LegacyCondition of(ComparisonOperator operator, AttributeValue... values) {
        return new LegacyCondition(operator, List.of(values));
    }
}
