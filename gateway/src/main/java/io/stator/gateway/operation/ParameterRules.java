package io.stator.gateway.operation;

import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters of a request may be used together: expressions or their predecessors, not both, and what is
 * substituted in expressions only with those. What is given in order is told of in order.
 */
final class ParameterRules {
    private final List<String> expressions = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    /** Expressions that values may be used in. */
    private final List<String> withValues = new ArrayList<>();

    private boolean anyWithValues;

    /** A parameter that is an expression in which values may be used. */
    ParameterRules expression(String name, @Nullable Object parameter) {
        withValues.add(name);
        anyWithValues |= parameter != null;
        return expressionWithoutValues(name, parameter);
    }

    /** A ProjectionExpression. */
    ParameterRules expressionWithoutValues(String name, @Nullable Object parameter) {
        if (parameter != null) {
            expressions.add(name);
        }
        return this;
    }

    /** A parameter that expressions have replaced. */
    ParameterRules legacy(String name, @Nullable Object parameter) {
        if (parameter != null) {
            others.add(name);
        }
        return this;
    }

    /**
     * @param names ExpressionAttributeNames
     * @param values ExpressionAttributeValues; null also for operations that have none
     * @throws StatorException a ValidationException
     */
    void check(@Nullable Object names, @Nullable Object values) {
        if (!expressions.isEmpty() && !others.isEmpty()) {
            throw StatorException.validation(
                    "Can not use both expression and non-expression parameters in the same request: "
                            + "Non-expression parameters: {" + String.join(", ", others)
                            + "} Expression parameters: {" + String.join(", ", expressions) + "}");
        }
        if (names != null && expressions.isEmpty()) {
            throw StatorException.validation("ExpressionAttributeNames can only be specified when using expressions");
        }
        if (values != null && !anyWithValues) {
            throw StatorException.validation(
                    "ExpressionAttributeValues can only be specified when using expressions: "
                            + String.join(" and ", withValues) + (withValues.size() > 1 ? " are null" : " is null"));
        }
    }

    /** @throws StatorException a ValidationException if AttributesToGet have a name twice */
    static void noDuplicates(@Nullable List<String> attributesToGet) {
        if (attributesToGet == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (String attribute : attributesToGet) {
            if (!seen.add(attribute)) {
                throw StatorException.validation(
                        "One or more parameter values were invalid: Duplicate value in attribute name: " + attribute);
            }
        }
    }
}
