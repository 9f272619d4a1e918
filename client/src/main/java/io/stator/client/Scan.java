package io.stator.client;

import io.stator.model.Item;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table, or one of several segments of it, in no order that means anything. Eventual unless
 * asked otherwise. Immutable.
 *
 * @param limit items in a page at most; 0: as many as 1 MiB holds
 * @param exclusiveStartKey go on after this key; null: from the start
 */
public record Scan(
        String table,
        int segment,
        int totalSegments,
        ReadConsistency consistency,
        int limit,
        @Nullable Item exclusiveStartKey) {

    public static Scan of(String table) {
        return new Scan(table, 0, 1, ReadConsistency.EVENTUAL, 0, null);
    }

    /** The segment's number, from 0, and how many there are. */
    public Scan segment(int newSegment, int newTotalSegments) {
        return new Scan(table, newSegment, newTotalSegments, consistency, limit, exclusiveStartKey);
    }

    public Scan strong() {
        return new Scan(table, segment, totalSegments, ReadConsistency.STRONG, limit, exclusiveStartKey);
    }

    public Scan limit(int newLimit) {
        return new Scan(table, segment, totalSegments, consistency, newLimit, exclusiveStartKey);
    }

    public Scan startAfter(@Nullable Item key) {
        return new Scan(table, segment, totalSegments, consistency, limit, key);
    }
}
