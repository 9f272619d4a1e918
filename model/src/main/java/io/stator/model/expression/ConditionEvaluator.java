package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition holds for an item, by DynamoDB's rules. Deterministic. Conditions have passed {@link
 * ExpressionRules}.
 *
 * <p>Values compare only with values of their type: numbers by value, strings by their UTF-8 bytes, binaries by their
 * bytes. Others are equal or not, sets whatever their order. What is not there is less than, greater than and equal to
 * nothing, and NOT_EQUAL to everything, even to what is not there either.
 */
public final class ConditionEvaluator {
    private ConditionEvaluator() {}

    /** @param item null: there is none; then every path leads nowhere */
    public static boolean holds(Condition condition, @Nullable Item item) {
        return evaluate(condition, item == null ? Item.EMPTY : item);
    }

    private static boolean evaluate(Condition condition, Item item) {
        if (condition instanceof Condition.AttributeExists exists) {
            return DocumentPaths.valueAt(exists.path(), item) != null;
        }
        if (condition instanceof Condition.AttributeNotExists notExists) {
            return DocumentPaths.valueAt(notExists.path(), item) == null;
        }
        if (condition instanceof Condition.HasType hasType) {
            AttributeValue value = DocumentPaths.valueAt(hasType.path(), item);
            return value != null && value.type() == hasType.type();
        }
        if (condition instanceof Condition.And and) {
            return and.operands().stream().allMatch(operand -> evaluate(operand, item));
        }
        if (condition instanceof Condition.Or or) {
            return or.operands().stream().anyMatch(operand -> evaluate(operand, item));
        }
        if (condition instanceof Condition.Not not) {
            return !evaluate(not.operand(), item);
        }
        return evaluateOperands(condition, item);
    }

    private static boolean evaluateOperands(Condition condition, Item item) {
        if (condition instanceof Condition.Comparison comparison) {
            return compare(value(comparison.left(), item), comparison.comparator(), value(comparison.right(), item));
        }
        if (condition instanceof Condition.Between between) {
            AttributeValue value = value(between.operand(), item);
            return compare(value(between.lower(), item), Comparator.LESS_OR_EQUAL, value)
                    && compare(value, Comparator.LESS_OR_EQUAL, value(between.upper(), item));
        }
        if (condition instanceof Condition.In in) {
            AttributeValue value = value(in.operand(), item);
            return in.candidates().stream()
                    .anyMatch(candidate -> compare(value, Comparator.EQUAL, value(candidate, item)));
        }
        if (condition instanceof Condition.BeginsWith begins) {
            return beginsWith(value(begins.operand(), item), value(begins.prefix(), item));
        }
        if (condition instanceof Condition.Contains contains) {
            AttributeValue value = value(contains.operand(), item);
            AttributeValue element = value(contains.element(), item);
            return value != null && element != null && Containment.contains(value, element);
        }
        throw new IllegalStateException("a condition of no known kind");
    }

    private static @Nullable AttributeValue value(Operand operand, Item item) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value();
        }
        if (operand instanceof Operand.At at) {
            return DocumentPaths.valueAt(at.path(), item);
        }
        if (operand instanceof Operand.Size size) {
            AttributeValue value = DocumentPaths.valueAt(size.path(), item);
            OptionalInt length = value == null ? OptionalInt.empty() : SizeFunction.of(value);
            return length.isPresent() ? AttributeValue.number(length.getAsInt()) : null;
        }
        throw new IllegalStateException("an operand of no known kind");
    }

    private static boolean compare(
            @Nullable AttributeValue left, Comparator comparator, @Nullable AttributeValue right) {
        if (left == null || right == null) {
            return comparator == Comparator.NOT_EQUAL;
        }
        return switch (comparator) {
            case EQUAL -> left.equals(right);
            case NOT_EQUAL -> !left.equals(right);
            case LESS -> ordered(left, right) && ScalarOrder.compare(left, right) < 0;
            case LESS_OR_EQUAL -> ordered(left, right) && ScalarOrder.compare(left, right) <= 0;
            case GREATER -> ordered(left, right) && ScalarOrder.compare(left, right) > 0;
            case GREATER_OR_EQUAL -> ordered(left, right) && ScalarOrder.compare(left, right) >= 0;
        };
    }

    private static boolean ordered(AttributeValue left, AttributeValue right) {
        return left.type() == right.type()
                && switch (left.type()) {
                    case STRING, NUMBER, BINARY -> true;
                    case STRING_SET, NUMBER_SET, BINARY_SET, MAP, LIST, NULL, BOOLEAN -> false;
                };
    }

    private static boolean beginsWith(@Nullable AttributeValue value, @Nullable AttributeValue prefix) {
        if (value instanceof AttributeValue.S text && prefix instanceof AttributeValue.S start) {
            return text.value().startsWith(start.value());
        }
        return value instanceof AttributeValue.B bytes
                && prefix instanceof AttributeValue.B start
                && bytes.value().startsWith(start.value());
    }
}
