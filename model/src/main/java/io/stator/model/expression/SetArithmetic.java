package io.stator.model.expression;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.StatorException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What ADD and DELETE make of a value. Stateless. */
final class SetArithmetic {
    private SetArithmetic() {}

    /** Of two numbers, or of two sets of one type. */
    static AttributeValue sum(AttributeValue old, AttributeValue more) {
        if (old instanceof AttributeValue.N a && more instanceof AttributeValue.N b) {
            return new AttributeValue.N(a.value().add(b.value()));
        }
        if (old instanceof AttributeValue.SS a && more instanceof AttributeValue.SS b) {
            return new AttributeValue.SS(union(a.values(), b.values()));
        }
        if (old instanceof AttributeValue.NS a && more instanceof AttributeValue.NS b) {
            return new AttributeValue.NS(union(a.values(), b.values()));
        }
        if (old instanceof AttributeValue.BS a && more instanceof AttributeValue.BS b) {
            return new AttributeValue.BS(union(a.values(), b.values()));
        }
        throw StatorException.validation(FormulaEvaluator.WRONG_TYPE);
    }

    /** Of two sets of one type; null: nothing is left. */
    static @Nullable AttributeValue difference(AttributeValue old, AttributeValue less) {
        if (old instanceof AttributeValue.SS a && less instanceof AttributeValue.SS b) {
            List<String> left = difference(a.values(), b.values());
            return left.isEmpty() ? null : new AttributeValue.SS(left);
        }
        if (old instanceof AttributeValue.NS a && less instanceof AttributeValue.NS b) {
            List<DecimalNumber> left = difference(a.values(), b.values());
            return left.isEmpty() ? null : new AttributeValue.NS(left);
        }
        if (old instanceof AttributeValue.BS a && less instanceof AttributeValue.BS b) {
            List<ByteString> left = difference(a.values(), b.values());
            return left.isEmpty() ? null : new AttributeValue.BS(left);
        }
        throw StatorException.validation(FormulaEvaluator.WRONG_TYPE);
    }

    private static <T> List<T> union(List<T> left, List<T> right) {
        Set<T> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return List.copyOf(union);
    }

    private static <T> List<T> difference(List<T> left, List<T> right) {
        Set<T> taken = new HashSet<>(right);
        return left.stream().filter(element -> !taken.contains(element)).toList();
    }
}
