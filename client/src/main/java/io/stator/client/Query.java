package io.stator.client;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.SortKeyRange;
import org.jspecify.annotations.Nullable;

/**
 * Reads an item collection, or a range of it, in sort-key order. Strong unless asked otherwise.
 * Immutable.
 *
 * @param limit items in a page at most; 0: as many as 1 MiB holds
 * @param exclusiveStartKey go on after this key; null: from the start
 */
public record Query(
        String table,
        AttributeValue partitionKey,
        SortKeyRange sortKey,
        boolean backward,
        ReadConsistency consistency,
        int limit,
        @Nullable Item exclusiveStartKey) {

    public static Query of(String table, AttributeValue partitionKey) {
        return new Query(table, partitionKey, SortKeyRange.ALL, false, ReadConsistency.STRONG, 0, null);
    }

    public Query where(SortKeyRange newSortKey) {
        return new Query(table, partitionKey, newSortKey, backward, consistency, limit, exclusiveStartKey);
    }

    /** In descending sort-key order. */
    public Query descending() {
        return new Query(table, partitionKey, sortKey, true, consistency, limit, exclusiveStartKey);
    }

    public Query eventual() {
        return new Query(table, partitionKey, sortKey, backward, ReadConsistency.EVENTUAL, limit, exclusiveStartKey);
    }

    public Query limit(int newLimit) {
        return new Query(table, partitionKey, sortKey, backward, consistency, newLimit, exclusiveStartKey);
    }

    public Query startAfter(@Nullable Item key) {
        return new Query(table, partitionKey, sortKey, backward, consistency, limit, key);
    }
}
