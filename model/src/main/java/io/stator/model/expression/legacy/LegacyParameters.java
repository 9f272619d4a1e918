package io.stator.model.expression.legacy;

import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import io.stator.model.MessageText;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.Utf8;
import io.stator.model.Validation;
import io.stator.model.expression.Comparator;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Operand;
import io.stator.model.expression.Projection;
import io.stator.model.expression.UpdateAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** DynamoDB's legacy parameters as trees. Every method throws a ValidationException with DynamoDB's message. */
public final class LegacyParameters {
    private LegacyParameters() {}

    /**
     * Of Expected.
     *
     * @param operator null if none is given
     * @return nothing if nothing is expected
     */
    public static Optional<Condition> expected(
            Map<String, ExpectedAttribute> expected, @Nullable ConditionalOperator operator) {
        List<Condition> conditions = new ArrayList<>();
        for (var entry : new TreeMap<>(expected).entrySet()) {
            ExpectedAttribute attribute = entry.getValue();
            ExpectedRules.check(entry.getKey(), attribute);
            Validation.attributeName(entry.getKey());
            conditions.add(condition(entry.getKey(), ExpectedRules.condition(attribute)));
        }
        return connected(conditions, operator);
    }

    /**
     * Of QueryFilter or ScanFilter.
     *
     * @param operator null if none is given
     * @return nothing if nothing is filtered
     */
    public static Optional<Condition> filter(
            Map<String, LegacyCondition> filter, @Nullable ConditionalOperator operator) {
        List<Condition> conditions = new ArrayList<>();
        for (var entry : new TreeMap<>(filter).entrySet()) {
            Validation.attributeName(entry.getKey());
            ConditionRules.check(entry.getValue());
            conditions.add(condition(entry.getKey(), entry.getValue()));
        }
        return connected(conditions, operator);
    }

    /** A QueryFilter has no attributes of the key of the table or index that is queried. */
    public static void requireNoKeyAttributes(Map<String, LegacyCondition> queryFilter, TableSchema schema) {
        requireNot(queryFilter, schema.partitionKey().name());
        schema.optionalSortKey().ifPresent(sortKey -> requireNot(queryFilter, sortKey.name()));
    }

    private static void requireNot(Map<String, LegacyCondition> queryFilter, String keyAttribute) {
        if (queryFilter.containsKey(keyAttribute)) {
            throw StatorException.validation(
                    "QueryFilter can only contain non-primary key attributes: Primary key attribute: " + keyAttribute);
        }
    }

    /** A ConditionalOperator needs two conditions; a request without the parameter that has them has none. */
    public static void conditionalOperator(@Nullable ConditionalOperator operator, int conditions) {
        if (operator != null && conditions == 0) {
            throw StatorException.validation("ConditionalOperator cannot be used without Filter or Expected");
        }
        if (operator != null && conditions == 1) {
            throw StatorException.validation(
                    "ConditionalOperator can only be used when Filter or Expected has two or more elements");
        }
    }

    private static Optional<Condition> connected(List<Condition> conditions, @Nullable ConditionalOperator operator) {
        conditionalOperator(operator, conditions.size());
        if (conditions.size() < 2) {
            return conditions.stream().findFirst();
        }
        return Optional.of(
                operator == ConditionalOperator.OR ? new Condition.Or(conditions) : new Condition.And(conditions));
    }

    /** Of KeyConditions, without a look at the schema. */
    public static KeyTerms keyConditions(Map<String, LegacyCondition> conditions) {
        for (var entry : new TreeMap<>(conditions).entrySet()) {
            Validation.attributeName(entry.getKey());
            ConditionRules.check(entry.getValue());
        }
        return KeyTerms.of(conditions);
    }

    /** Of AttributesToGet: names, not paths. */
    public static Projection attributesToGet(List<String> attributes) {
        if (attributes.isEmpty()) {
            throw StatorException.validation("1 validation error detected: Value '[]' at 'attributesToGet' failed to "
                    + "satisfy constraint: Member must have length greater than or equal to 1");
        }
        Set<String> names = new HashSet<>();
        List<DocumentPath> paths = new ArrayList<>();
        for (String attribute : attributes) {
            Validation.attributeName(attribute);
            if (!names.add(attribute)) {
                throw ConditionRules.invalid("Duplicate value in attribute name: " + MessageText.shortened(attribute));
            }
            paths.add(DocumentPath.of(attribute));
        }
        return new Projection(paths);
    }

    /** Of AttributeUpdates; by the attributes' names. That none is of the key is checked elsewhere. */
    public static List<UpdateAction> attributeUpdates(Map<String, LegacyUpdate> updates) {
        List<UpdateAction> actions = new ArrayList<>();
        long bytes = 0;
        for (var entry : new TreeMap<>(updates).entrySet()) {
            LegacyUpdate update = entry.getValue();
            actions.add(action(entry.getKey(), update));
            if (update.action() != LegacyUpdate.Action.DELETE && update.value() != null) {
                bytes += Utf8.length(entry.getKey()) + ItemSize.of(update.value());
            }
            if (bytes > Limits.ITEM_BYTES_MAX) {
                throw StatorException.validation(ErrorMessages.UPDATE_TOO_LARGE);
            }
        }
        return List.copyOf(actions);
    }

    private static UpdateAction action(String attribute, LegacyUpdate update) {
        AttributeValue value = update.value();
        if (value == null) {
            if (update.action() != LegacyUpdate.Action.DELETE) {
                throw ConditionRules.invalid("Only DELETE action is allowed when no attribute value is specified");
            }
            Validation.attributeName(attribute);
            return UpdateAction.remove(attribute);
        }
        if (update.action() == LegacyUpdate.Action.DELETE && !isSet(value)) {
            throw ConditionRules.invalid("DELETE action with value is not supported for the type "
                    + value.type().letters());
        }
        boolean list = value.type() == AttributeType.LIST;
        if (update.action() == LegacyUpdate.Action.ADD
                && !isSet(value)
                && value.type() != AttributeType.NUMBER
                && !list) {
            throw ConditionRules.invalid(
                    "ADD action is not supported for the type " + value.type().letters());
        }
        Validation.attributeName(attribute);
        return switch (update.action()) {
            case PUT -> UpdateAction.set(attribute, value);
            case ADD ->
                list ? UpdateAction.append(attribute, (AttributeValue.L) value) : UpdateAction.add(attribute, value);
            case DELETE -> UpdateAction.deleteElements(attribute, value);
        };
    }

    private static boolean isSet(AttributeValue value) {
        return switch (value.type()) {
            case STRING_SET, NUMBER_SET, BINARY_SET -> true;
            case STRING, NUMBER, BINARY, MAP, LIST, NULL, BOOLEAN -> false;
        };
    }

    /** Of a condition that was checked. */
    private static Condition condition(String attribute, LegacyCondition condition) {
        DocumentPath path = DocumentPath.of(attribute);
        Operand operand = new Operand.At(path);
        List<Operand> values = new ArrayList<>();
        condition.values().forEach(value -> values.add(new Operand.Literal(value)));
        return switch (condition.operator()) {
            case EQ -> new Condition.Comparison(operand, Comparator.EQUAL, values.get(0));
            case NE -> new Condition.Comparison(operand, Comparator.NOT_EQUAL, values.get(0));
            case LE -> new Condition.Comparison(operand, Comparator.LESS_OR_EQUAL, values.get(0));
            case LT -> new Condition.Comparison(operand, Comparator.LESS, values.get(0));
            case GE -> new Condition.Comparison(operand, Comparator.GREATER_OR_EQUAL, values.get(0));
            case GT -> new Condition.Comparison(operand, Comparator.GREATER, values.get(0));
            case NOT_NULL -> new Condition.AttributeExists(path);
            case NULL -> new Condition.AttributeNotExists(path);
            case CONTAINS -> new Condition.Contains(operand, values.get(0));
            case NOT_CONTAINS ->
                Condition.and(
                        new Condition.AttributeExists(path),
                        new Condition.Not(new Condition.Contains(operand, values.get(0))));
            case BEGINS_WITH -> new Condition.BeginsWith(operand, values.get(0));
            case IN -> new Condition.In(operand, values);
            case BETWEEN -> new Condition.Between(operand, values.get(0), values.get(1));
        };
    }
}
