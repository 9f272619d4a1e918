package io.stator.model.expression.legacy;

import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.StatorException;
import io.stator.model.expression.ScalarOrder;
import java.util.List;

/** What DynamoDB demands of the values that a legacy condition compares with. */
final class ConditionRules {
    private ConditionRules() {}

    static void check(LegacyCondition condition) {
        ComparisonOperator operator = condition.operator();
        List<AttributeValue> values = condition.values();
        if (!operator.takes(values.size())) {
            throw invalid("Invalid number of argument(s) for the " + operator + " ComparisonOperator");
        }
        for (AttributeValue value : values) {
            AttributeType type = value.type();
            if (!operator.takes(type)) {
                throw invalid("ComparisonOperator " + operator + " is not valid for " + type.letters()
                        + " AttributeValue type");
            }
            if (type != values.get(0).type()) {
                throw invalid("AttributeValues inside AttributeValueList must be of same type");
            }
        }
        if (operator == ComparisonOperator.BETWEEN && ScalarOrder.compare(values.get(0), values.get(1)) > 0) {
            throw StatorException.validation(
                    "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
        }
    }

    static StatorException invalid(String message) {
        return StatorException.validation("One or more parameter values were invalid: " + message);
    }
}
