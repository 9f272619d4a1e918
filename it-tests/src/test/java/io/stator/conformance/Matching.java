package io.stator.conformance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares trees with what a case expects of them. */
final class Matching {
    private static final String ANYTHING = "*";
    private static final String PATTERN = "~";
    private static final String ANY_ORDER = "anyOrder";
    private static final List<String> SETS = List.of("SS", "NS", "BS");

    private Matching() {}

    /**
     * An expected {@code '*'} stands for anything, a string beginning in {@code ~} for what matches it, and
     * {@code {anyOrder: […]}} for a list in any order; sets have none anyway.
     */
    static Optional<String> difference(Object expected, @Nullable Object actual, boolean whole) {
        return matches(expected, actual, whole)
                ? Optional.empty()
                : Optional.of("expected " + (whole ? "" : "at least ") + Json.write(expected));
    }

    private static boolean matches(@Nullable Object expected, @Nullable Object actual, boolean whole) {
        if (expected instanceof Map<?, ?> map) {
            return map.containsKey(ANY_ORDER)
                    ? actual instanceof List<?> list && sameElements((List<?>) map.get(ANY_ORDER), list, whole)
                    : actual instanceof Map<?, ?> other && mapMatches(map, other, whole);
        } else if (expected instanceof List<?> list) {
            return actual instanceof List<?> other && listMatches(list, other, whole);
        } else if (ANYTHING.equals(expected)) {
            return actual != null;
        } else if (expected instanceof String text && text.startsWith(PATTERN)) {
            return actual instanceof String other && other.matches(text.substring(1));
        } else if (expected instanceof BigDecimal number) {
            return actual instanceof BigDecimal other && number.compareTo(other) == 0;
        }
        return expected == null ? actual == null : expected.equals(actual);
    }

    private static boolean mapMatches(Map<?, ?> expected, Map<?, ?> actual, boolean whole) {
        if (whole && !expected.keySet().equals(actual.keySet())) {
            return false;
        }
        return expected.entrySet().stream().allMatch(entry -> {
            Object value = actual.get(entry.getKey());
            boolean set = SETS.contains(String.valueOf(entry.getKey()));
            return set && entry.getValue() instanceof List<?> list
                    ? value instanceof List<?> other && sameElements(list, other, whole)
                    : actual.containsKey(entry.getKey()) && matches(entry.getValue(), value, whole);
        });
    }

    private static boolean listMatches(List<?> expected, List<?> actual, boolean whole) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!matches(expected.get(i), actual.get(i), whole)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameElements(List<?> expected, List<?> actual, boolean whole) {
        List<Object> rest = new ArrayList<>(actual);
        for (Object element : expected) {
            Optional<Object> match = rest.stream()
                    .filter(candidate -> matches(element, candidate, whole))
                    .findFirst();
            if (match.isEmpty()) {
                return false;
            }
            rest.remove(match.get());
        }
        return rest.isEmpty();
    }
}
