package io.stator.model;

import org.jspecify.annotations.Nullable;

/**
 * Which sort keys of an item collection a query wants.
 *
 * @param from null: from the first
 * @param to null: to the last
 * @param beginsWith a string or binary prefix; then from and to are null
 */
public record SortKeyRange(
        @Nullable AttributeValue from,
        boolean fromExclusive,
        @Nullable AttributeValue to,
        boolean toExclusive,
        @Nullable AttributeValue beginsWith) {

    public static final SortKeyRange ALL = new SortKeyRange(null, false, null, false, null);

    public static SortKeyRange equalTo(AttributeValue value) {
        return between(value, value);
    }

    /** Both inclusive. */
    public static SortKeyRange between(AttributeValue from, AttributeValue to) {
        return new SortKeyRange(from, false, to, false, null);
    }

    public static SortKeyRange greaterThan(AttributeValue value) {
        return new SortKeyRange(value, true, null, false, null);
    }

    public static SortKeyRange atLeast(AttributeValue value) {
        return new SortKeyRange(value, false, null, false, null);
    }

    public static SortKeyRange lessThan(AttributeValue value) {
        return new SortKeyRange(null, false, value, true, null);
    }

    public static SortKeyRange atMost(AttributeValue value) {
        return new SortKeyRange(null, false, value, false, null);
    }

    public static SortKeyRange beginsWith(AttributeValue prefix) {
        return new SortKeyRange(null, false, null, false, prefix);
    }
}
