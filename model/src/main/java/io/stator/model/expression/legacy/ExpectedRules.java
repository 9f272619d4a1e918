package io.stator.model.expression.legacy;

import io.stator.model.MessageText;
import io.stator.model.StatorException;
import java.util.List;

/** Which members of an expected attribute go together. */
final class ExpectedRules {
    private ExpectedRules() {}

    static void check(String attribute, ExpectedAttribute expected) {
        if (expected.exists() != null && expected.operator() != null) {
            throw invalid("Exists and ComparisonOperator cannot be used together", attribute);
        }
        if (expected.value() != null && expected.values() != null) {
            throw invalid("Value and AttributeValueList cannot be used together", attribute);
        }
        if (expected.operator() == null && expected.values() != null) {
            throw invalid("AttributeValueList can only be used with a ComparisonOperator", attribute);
        }
        if (Boolean.FALSE.equals(expected.exists()) && expected.value() != null) {
            throw invalid("Value cannot be used when Exists is false", attribute);
        }
        if (expected.value() == null && expected.values() == null) {
            checkWithoutValues(attribute, expected);
        }
        if (expected.operator() != null) {
            ConditionRules.check(condition(expected));
        }
    }

    private static void checkWithoutValues(String attribute, ExpectedAttribute expected) {
        ComparisonOperator operator = expected.operator();
        if (operator != null && !operator.takes(0)) {
            throw invalid("Value or AttributeValueList must be used with ComparisonOperator: " + operator, attribute);
        }
        if (operator == null && !Boolean.FALSE.equals(expected.exists())) {
            throw invalid("Value must be provided when Exists is " + expected.exists(), attribute);
        }
    }

    private static StatorException invalid(String message, String attribute) {
        return ConditionRules.invalid(message + " for Attribute: " + MessageText.shortened(attribute));
    }

    /** What it comes to. */
    static LegacyCondition condition(ExpectedAttribute expected) {
        ComparisonOperator operator = expected.operator();
        if (operator == null) {
            operator = expected.value() == null ? ComparisonOperator.NULL : ComparisonOperator.EQ;
        }
        if (expected.value() != null) {
            return LegacyCondition.of(operator, expected.value());
        }
        return new LegacyCondition(operator, expected.values() == null ? List.of() : expected.values());
    }
}
