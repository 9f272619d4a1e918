package io.stator.client;

import io.stator.model.Item;
import io.stator.model.expression.Condition;
import io.stator.model.expression.Projection;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table, or one of several segments of it, in no order that means anything. Eventual unless
 * asked otherwise. Immutable.
 *
 * @param limit items that a page looks at, at most; 0: as many as 1 MiB holds
 * @param exclusiveStartKey go on after this key; null: from the start
 * @param filter of the items that are looked at, those are answered for which it holds; null: all
 * @param projection what of the items is wanted; null: all of them
 */
public record Scan(
        String table,
        int segment,
        int totalSegments,
        ReadConsistency consistency,
        int limit,
        @Nullable Item exclusiveStartKey,
        @Nullable Condition filter,
        @Nullable Projection projection) {

    public static Scan of(String table) {
        return new Scan(table, 0, 1, ReadConsistency.EVENTUAL, 0, null, null, null);
    }

    /** The segment's number, from 0, and how many there are. */
    public Scan segment(int newSegment, int newTotalSegments) {
        return new Scan(table, newSegment, newTotalSegments, consistency, limit, exclusiveStartKey, filter, projection);
    }

    public Scan strong() {
        return new Scan(
                table, segment, totalSegments, ReadConsistency.STRONG, limit, exclusiveStartKey, filter, projection);
    }

    public Scan limit(int newLimit) {
        return new Scan(table, segment, totalSegments, consistency, newLimit, exclusiveStartKey, filter, projection);
    }

    public Scan startAfter(@Nullable Item key) {
        return new Scan(table, segment, totalSegments, consistency, limit, key, filter, projection);
    }

    public Scan filter(@Nullable Condition newFilter) {
        return new Scan(table, segment, totalSegments, consistency, limit, exclusiveStartKey, newFilter, projection);
    }

    public Scan projection(@Nullable Projection newProjection) {
        return new Scan(table, segment, totalSegments, consistency, limit, exclusiveStartKey, filter, newProjection);
    }
}
