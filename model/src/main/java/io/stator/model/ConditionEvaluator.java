package io.stator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a condition holds for an item. Deterministic. Conditions have passed {@link Validation#condition}. */
public final class ConditionEvaluator {
    private ConditionEvaluator() {}

    /** @param item null: there is none; then every path leads nowhere */
    public static boolean holds(Condition condition, @Nullable Item item) {
        if (condition instanceof Condition.AttributeExists exists) {
            return valueAt(exists.path(), item) != null;
        }
        if (condition instanceof Condition.AttributeNotExists notExists) {
            return valueAt(notExists.path(), item) == null;
        }
        if (condition instanceof Condition.Equals equal) {
            return equal.value().equals(valueAt(equal.path(), item));
        }
        if (condition instanceof Condition.And and) {
            return and.operands().stream().allMatch(operand -> holds(operand, item));
        }
        if (condition instanceof Condition.Or or) {
            return or.operands().stream().anyMatch(operand -> holds(operand, item));
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.operand(), item);
        }
        throw new IllegalStateException("a condition of no known kind");
    }

    private static @Nullable AttributeValue valueAt(DocumentPath path, @Nullable Item item) {
        if (item == null || !(path.elements().get(0) instanceof DocumentPath.Name attribute)) {
            return null;
        }
        AttributeValue value = item.get(attribute.name());
        for (DocumentPath.Element element :
                path.elements().subList(1, path.elements().size())) {
            if (value == null) {
                return null;
            }
            value = step(value, element);
        }
        return value;
    }

    private static @Nullable AttributeValue step(AttributeValue value, DocumentPath.Element element) {
        if (element instanceof DocumentPath.Name member) {
            return value instanceof AttributeValue.M map ? map.members().get(member.name()) : null;
        }
        if (element instanceof DocumentPath.Index place && value instanceof AttributeValue.L list) {
            List<AttributeValue> values = list.values();
            return place.index() >= 0 && place.index() < values.size() ? values.get(place.index()) : null;
        }
        return null;
    }
}
