package io.stator.model.expression.legacy;

import io.stator.model.StatorException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A request is written with expressions, or with legacy parameters, not with both. */
public final class ParameterStyles {
    private static final String KEY_CONDITIONS = "KeyConditions";
    private static final String KEY_CONDITION_EXPRESSION = "KeyConditionExpression";

    /** In the order in which DynamoDB names them. */
    private static final List<String> LEGACY = List.of(
            "AttributeUpdates",
            "AttributesToGet",
            "Expected",
            "QueryFilter",
            "ScanFilter",
            "ConditionalOperator",
            KEY_CONDITIONS);

    private static final List<String> EXPRESSIONS = List.of(
            "UpdateExpression",
            "ProjectionExpression",
            "ConditionExpression",
            "FilterExpression",
            KEY_CONDITION_EXPRESSION);

    private ParameterStyles() {}

    /**
     * KeyConditions go with expressions, unless KeyConditionExpression is one of them.
     *
     * @param given names of the parameters that a request has; those that are of neither style do not matter
     */
    public static void requireOne(Collection<String> given) {
        List<String> expressions = EXPRESSIONS.stream().filter(given::contains).toList();
        List<String> legacy = LEGACY.stream()
                .filter(given::contains)
                .filter(name -> !name.equals(KEY_CONDITIONS) || expressions.contains(KEY_CONDITION_EXPRESSION))
                .toList();
        if (!expressions.isEmpty() && !legacy.isEmpty()) {
            throw StatorException.validation("Can not use both expression and non-expression parameters in the same "
                    + "request: Non-expression parameters: " + shown(legacy) + " Expression parameters: "
                    + shown(expressions));
        }
    }

    /**
     * Names and values are for expressions; a ProjectionExpression has no values.
     *
     * @param given names of the parameters that a request has
     * @param withValues the expressions that this operation could have and that may have values, in the order of its
     *     documentation
     */
    public static void requireExpressions(Collection<String> given, List<String> withValues) {
        if (given.contains("ExpressionAttributeNames") && EXPRESSIONS.stream().noneMatch(given::contains)) {
            throw StatorException.validation("ExpressionAttributeNames can only be specified when using expressions");
        }
        if (given.contains("ExpressionAttributeValues") && withValues.stream().noneMatch(given::contains)) {
            throw StatorException.validation("ExpressionAttributeValues can only be specified when using expressions: "
                    + String.join(" and ", withValues) + (withValues.size() > 1 ? " are" : " is") + " null");
        }
    }

    private static String shown(List<String> parameters) {
        return parameters.stream().collect(Collectors.joining(", ", "{", "}"));
    }
}
