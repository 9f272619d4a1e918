package io.stator.model.expression.legacy;

import io.stator.model.AttributeValue;
import io.stator.model.KeyAttribute;
import io.stator.model.SortKeyRange;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.Validation;
import io.stator.model.expression.KeyCondition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query's conditions on one or two attributes, from KeyConditions or from a KeyConditionExpression, before it is known
 * which the key attributes are. DynamoDB, too, looks at the table only when the request is otherwise right.
 */
public final class KeyTerms {
    private final Map<String, LegacyCondition> conditions;

    private KeyTerms(Map<String, LegacyCondition> conditions) {
        this.conditions = conditions;
    }

    /** @param conditions each with values of the number and the types that its operator takes */
    public static KeyTerms of(Map<String, LegacyCondition> conditions) {
        if (conditions.isEmpty() || conditions.size() > 2) {
            throw StatorException.validation("Conditions can be of length 1 or 2 only");
        }
        return new KeyTerms(Map.copyOf(conditions));
    }

    /** @param schema of the table or index that is queried */
    public KeyCondition on(TableSchema schema) {
        KeyAttribute sortKey = schema.sortKey();
        if (sortKey == null && conditions.size() > 1) {
            throw StatorException.validation("Query key condition not supported");
        }
        LegacyCondition onPartitionKey = condition(schema.partitionKey(), true);
        if (onPartitionKey == null || onPartitionKey.operator() != ComparisonOperator.EQ) {
            throw StatorException.validation("Query key condition not supported");
        }
        LegacyCondition onSortKey = sortKey == null ? null : condition(sortKey, conditions.size() > 1);
        AttributeValue partitionKey = onPartitionKey.values().get(0);
        SortKeyRange range = onSortKey == null ? SortKeyRange.ALL : range(onSortKey);
        Validation.query(schema, partitionKey, range);
        return new KeyCondition(partitionKey, range);
    }

    private @Nullable LegacyCondition condition(KeyAttribute attribute, boolean needed) {
        LegacyCondition condition = conditions.get(attribute.name());
        if (condition == null) {
            if (needed) {
                throw StatorException.validation("Query condition missed key schema element: " + attribute.name());
            }
            return null;
        }
        requireIndexable(condition.operator());
        for (AttributeValue value : condition.values()) {
            if (!value.type().letters().equals(attribute.type().letter())) {
                throw ConditionRules.invalid("Condition parameter type does not match schema type");
            }
        }
        return condition;
    }

    private static void requireIndexable(ComparisonOperator operator) {
        switch (operator) {
            case EQ, LE, LT, GE, GT, BEGINS_WITH, BETWEEN -> {}
            case NE, NOT_NULL, NULL, CONTAINS, NOT_CONTAINS, IN ->
                throw StatorException.validation("Attempted conditional constraint is not an indexable operation");
        }
    }

    private static SortKeyRange range(LegacyCondition condition) {
        List<AttributeValue> values = condition.values();
        return switch (condition.operator()) {
            case EQ -> SortKeyRange.equalTo(values.get(0));
            case LE -> SortKeyRange.atMost(values.get(0));
            case LT -> SortKeyRange.lessThan(values.get(0));
            case GE -> SortKeyRange.atLeast(values.get(0));
            case GT -> SortKeyRange.greaterThan(values.get(0));
            case BEGINS_WITH -> SortKeyRange.beginsWith(values.get(0));
            case BETWEEN -> SortKeyRange.between(values.get(0), values.get(1));
            case NE, NOT_NULL, NULL, CONTAINS, NOT_CONTAINS, IN ->
                throw new IllegalStateException("no range: " + condition.operator());
        };
    }
}
