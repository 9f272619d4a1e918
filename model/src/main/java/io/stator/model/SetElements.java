package io.stator.model;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The elements of a set in canonical form: some, ascending, none twice. Every method gives an immutable
 * sorted copy.
 *
 * @throws StatorException ValidationException with DynamoDB's message if there is none, or one twice
 */
final class SetElements {
    private static final String INVALID = "One or more parameter values were invalid: ";

    private SetElements() {}

    static List<String> strings(List<String> values) {
        requireSome(values, INVALID + "An string set  may not be empty");
        List<String> sorted = sorted(values, Utf8.ORDER);
        if (!isAscending(sorted, Utf8.ORDER)) {
            throw StatorException.validation(
                    INVALID + "Input collection " + MessageText.list(values, value -> value) + " contains duplicates.");
        }
        return sorted;
    }

    static List<DecimalNumber> numbers(List<DecimalNumber> values) {
        requireSome(values, INVALID + "An number set  may not be empty");
        List<DecimalNumber> sorted = sorted(values, Comparator.naturalOrder());
        if (!isAscending(sorted, Comparator.naturalOrder())) {
            throw StatorException.validation("Input collection contains duplicates");
        }
        return sorted;
    }

    static List<ByteString> binaries(List<ByteString> values) {
        requireSome(values, INVALID + "Binary sets should not be empty");
        List<ByteString> sorted = sorted(values, ByteString.unsignedLexicographicalComparator());
        if (!isAscending(sorted, ByteString.unsignedLexicographicalComparator())) {
            throw StatorException.validation(INVALID + "Input collection "
                    + MessageText.list(values, MessageText::base64) + "of type BS contains duplicates.");
        }
        return sorted;
    }

    private static void requireSome(List<?> values, String message) {
        if (values.isEmpty()) {
            throw StatorException.validation(message);
        }
    }

    private static <T> List<T> sorted(List<T> values, Comparator<? super T> order) {
        if (isAscending(values, order)) {
            return List.copyOf(values);
        }
        List<T> sorted = new ArrayList<>(values);
        sorted.sort(order);
        return List.copyOf(sorted);
    }

    private static <T> boolean isAscending(List<T> values, Comparator<? super T> order) {
        for (int i = 1; i < values.size(); i++) {
            if (order.compare(values.get(i - 1), values.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
