package io.stator.gateway.operation;

import io.stator.gateway.json.Checked;
import io.stator.model.AttributeValue;
import io.stator.model.StatorException;
import io.stator.model.expression.Condition;
import io.stator.model.expression.Projection;
import io.stator.model.expression.UpdateAction;
import io.stator.model.expression.legacy.ConditionalOperator;
import io.stator.model.expression.legacy.KeyTerms;
import io.stator.model.expression.legacy.LegacyCondition;
import io.stator.model.expression.legacy.LegacyParameters;
import io.stator.model.expression.text.Expressions;
import io.stator.model.expression.text.ParsedKeyCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The trees that a request's expressions say, or those parameters that expressions have replaced. For requests of one
 * style whose constraints were checked. Each method throws a ValidationException for what is wrong with the text, so they
 * are called in DynamoDB's order. Not thread-safe.
 */
final class ItemExpressions {
    private final ItemRequest request;
    private final Expressions expressions;

    private ItemExpressions(ItemRequest request) {
        this.request = request;
        this.expressions = new Expressions(request.names, values(request.values));
    }

    static ItemExpressions of(ItemRequest request) {
        return new ItemExpressions(request);
    }

    private static @Nullable Map<String, AttributeValue> values(@Nullable Map<String, Checked<AttributeValue>> given) {
        if (given == null) {
            return null;
        }
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            StatorException failure = value.failure();
            if (failure != null) {
                throw new StatorException(
                        failure.code(),
                        "ExpressionAttributeValues contains invalid value: " + failure.getMessage() + " for key "
                                + name,
                        failure);
            }
            values.put(name, value.orThrow());
        });
        return values;
    }

    /** What an update does; nothing, too. */
    List<UpdateAction> update() {
        if (request.updateExpression != null) {
            return expressions.update(request.updateExpression);
        }
        if (request.attributeUpdates == null) {
            return List.of();
        }
        return LegacyParameters.attributeUpdates(request.attributeUpdates.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toUpdate())));
    }

    /** What a write depends on. */
    @Nullable
    Condition condition() {
        if (request.conditionExpression != null) {
            return expressions.condition(request.conditionExpression);
        }
        Map<String, ConditionMember> expected = request.expected == null ? Map.of() : request.expected;
        return LegacyParameters.expected(
                        expected.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().toExpected())),
                        conditionalOperator())
                .orElse(null);
    }

    private @Nullable ConditionalOperator conditionalOperator() {
        return request.conditionalOperator == null ? null : ConditionalOperator.valueOf(request.conditionalOperator);
    }

    /** @param filter QueryFilter or ScanFilter */
    @Nullable
    Condition legacyFilter(@Nullable Map<String, ConditionMember> filter) {
        return LegacyParameters.filter(filter == null ? Map.of() : conditions(filter), conditionalOperator())
                .orElse(null);
    }

    static Map<String, LegacyCondition> conditions(Map<String, ConditionMember> given) {
        return given.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toCondition()));
    }

    @Nullable
    Condition filterExpression() {
        return request.filterExpression == null ? null : expressions.filter(request.filterExpression);
    }

    @Nullable
    Projection attributesToGet() {
        return request.attributesToGet == null ? null : LegacyParameters.attributesToGet(request.attributesToGet);
    }

    @Nullable
    Projection projectionExpression() {
        return request.projectionExpression == null ? null : expressions.projection(request.projectionExpression);
    }

    /** Of a query, which must have these or a KeyConditionExpression. */
    @Nullable
    KeyTerms keyConditions() {
        if (request.keyConditions != null) {
            return LegacyParameters.keyConditions(conditions(request.keyConditions));
        }
        if (request.keyConditionExpression == null) {
            throw StatorException.validation("Either the KeyConditions or KeyConditionExpression parameter must be "
                    + "specified in the request.");
        }
        return null;
    }

    @Nullable
    ParsedKeyCondition keyConditionExpression() {
        return request.keyConditionExpression == null ? null : expressions.keyCondition(request.keyConditionExpression);
    }

    /** When all expressions were read: that no name and no value is left. */
    void requireAllUsed() {
        expressions.requireAllUsed();
    }
}
