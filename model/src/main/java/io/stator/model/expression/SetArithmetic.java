package io.stator.model.expression;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.DecimalNumber;
import io.stator.model.UpdateTypeException;
import io.stator.model.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
            return new AttributeValue.SS(union(a.values(), b.values(), Utf8.ORDER));
        }
        if (old instanceof AttributeValue.NS a && more instanceof AttributeValue.NS b) {
            return new AttributeValue.NS(union(a.values(), b.values(), Comparator.naturalOrder()));
        }
        if (old instanceof AttributeValue.BS a && more instanceof AttributeValue.BS b) {
            return new AttributeValue.BS(union(a.values(), b.values(), ByteString.unsignedLexicographicalComparator()));
        }
        throw new UpdateTypeException();
    }

    /** Of two sets of one type; null: nothing is left. */
    static @Nullable AttributeValue difference(AttributeValue old, AttributeValue less) {
        if (old instanceof AttributeValue.SS a && less instanceof AttributeValue.SS b) {
            List<String> left = difference(a.values(), b.values(), Utf8.ORDER);
            return left.isEmpty() ? null : new AttributeValue.SS(left);
        }
        if (old instanceof AttributeValue.NS a && less instanceof AttributeValue.NS b) {
            List<DecimalNumber> left = difference(a.values(), b.values(), Comparator.naturalOrder());
            return left.isEmpty() ? null : new AttributeValue.NS(left);
        }
        if (old instanceof AttributeValue.BS a && less instanceof AttributeValue.BS b) {
            List<ByteString> left = difference(a.values(), b.values(), ByteString.unsignedLexicographicalComparator());
            return left.isEmpty() ? null : new AttributeValue.BS(left);
        }
        throw new UpdateTypeException();
    }

    /** Of what is ascending; so is the result. One pass: a hash that many elements share would make it one for each. */
    private static <T> List<T> union(List<T> left, List<T> right, Comparator<? super T> order) {
        List<T> union = new ArrayList<>(left.size() + right.size());
        int at = 0;
        for (T element : left) {
            while (at < right.size() && order.compare(right.get(at), element) < 0) {
                union.add(right.get(at++));
            }
            if (at < right.size() && order.compare(right.get(at), element) == 0) {
                at++;
            }
            union.add(element);
        }
        union.addAll(right.subList(at, right.size()));
        return union;
    }

    /** As {@link #union}. */
    private static <T> List<T> difference(List<T> left, List<T> right, Comparator<? super T> order) {
        List<T> difference = new ArrayList<>(left.size());
        int at = 0;
        for (T element : left) {
            while (at < right.size() && order.compare(right.get(at), element) < 0) {
                at++;
            }
            if (at == right.size() || order.compare(right.get(at), element) != 0) {
                difference.add(element);
            }
        }
        return difference;
    }
}
