package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.UpdateTypeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the formulas of one update come to, all from the item as it was. What they make together is bounded by an item's
 * size: it is to be part of one. For one update.
 */
final class FormulaEvaluator {
    private final Item item;
    private long bytes;

    FormulaEvaluator(Item item) {
        this.item = item;
    }

    /** @throws StatorException ValidationException with DynamoDB's message */
    AttributeValue assigned(Formula formula) {
        AttributeValue value = value(formula);
        bytes += ItemSize.of(value);
        checkSize(bytes);
        return value;
    }

    private AttributeValue value(Formula formula) {
        if (formula instanceof Formula.Literal literal) {
            return literal.value();
        }
        if (formula instanceof Formula.At at) {
            AttributeValue value = DocumentPaths.valueAt(at.path(), item);
            if (value == null) {
                throw StatorException.validation(
                        "The provided expression refers to an attribute that does not exist in the item");
            }
            return value;
        }
        if (formula instanceof Formula.IfNotExists ifNotExists) {
            @Nullable AttributeValue value = DocumentPaths.valueAt(ifNotExists.path(), item);
            return value == null ? value(ifNotExists.otherwise()) : value;
        }
        if (formula instanceof Formula.ListAppend append) {
            return concatenation(list(append.first()), list(append.second()));
        }
        if (formula instanceof Formula.Sum sum) {
            return new AttributeValue.N(
                    number(sum.first()).value().add(number(sum.second()).value()));
        }
        if (formula instanceof Formula.Difference difference) {
            return new AttributeValue.N(number(difference.first())
                    .value()
                    .subtract(number(difference.second()).value()));
        }
        throw new IllegalStateException("a formula of no known kind");
    }

    private AttributeValue.N number(Formula formula) {
        if (value(formula) instanceof AttributeValue.N number) {
            return number;
        }
        throw new UpdateTypeException();
    }

    private AttributeValue.L list(Formula formula) {
        if (value(formula) instanceof AttributeValue.L list) {
            return list;
        }
        throw new UpdateTypeException();
    }

    private static AttributeValue concatenation(AttributeValue.L first, AttributeValue.L second) {
        // Before it is made: one that is appended to itself again and again would take all memory.
        checkSize((long) ItemSize.of(first) + ItemSize.of(second) - ItemSize.of(AttributeValue.list()));
        List<AttributeValue> values =
                new ArrayList<>(first.values().size() + second.values().size());
        values.addAll(first.values());
        values.addAll(second.values());
        return new AttributeValue.L(values);
    }

    private static void checkSize(long bytes) {
        if (bytes > Limits.ITEM_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.UPDATE_TOO_LARGE);
        }
    }
}
