package io.stator.client;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.SortKeyRange;
import io.stator.model.expression.Condition;
import io.stator.model.expression.Projection;
import org.jspecify.annotations.Nullable;

/**
 * Reads an item collection, or a range of it, in sort-key order. Strong unless asked otherwise.
 * Immutable.
 *
 * @param limit items that a page looks at, at most; 0: as many as 1 MiB holds
 * @param exclusiveStartKey go on after this key; null: from the start
 * @param filter of the items that are looked at, those are answered for which it holds; null: all
 * @param projection what of the items is wanted; null: all of them
 */
public record Query(
        String table,
        AttributeValue partitionKey,
        SortKeyRange sortKey,
        boolean backward,
        ReadConsistency consistency,
        int limit,
        @Nullable Item exclusiveStartKey,
        @Nullable Condition filter,
        @Nullable Projection projection) {

    public static Query of(String table, AttributeValue partitionKey) {
        return new Query(table, partitionKey, SortKeyRange.ALL, false, ReadConsistency.STRONG, 0, null, null, null);
    }

    public Query where(SortKeyRange newSortKey) {
        return new Query(
                table, partitionKey, newSortKey, backward, consistency, limit, exclusiveStartKey, filter, projection);
    }

    /** In descending sort-key order. */
    public Query descending() {
        return new Query(table, partitionKey, sortKey, true, consistency, limit, exclusiveStartKey, filter, projection);
    }

    public Query eventual() {
        return new Query(
                table,
                partitionKey,
                sortKey,
                backward,
                ReadConsistency.EVENTUAL,
                limit,
                exclusiveStartKey,
                filter,
                projection);
    }

    public Query limit(int newLimit) {
        return new Query(
                table, partitionKey, sortKey, backward, consistency, newLimit, exclusiveStartKey, filter, projection);
    }

    public Query startAfter(@Nullable Item key) {
        return new Query(table, partitionKey, sortKey, backward, consistency, limit, key, filter, projection);
    }

    public Query filter(@Nullable Condition newFilter) {
        return new Query(
                table, partitionKey, sortKey, backward, consistency, limit, exclusiveStartKey, newFilter, projection);
    }

    public Query projection(@Nullable Projection newProjection) {
        return new Query(
                table, partitionKey, sortKey, backward, consistency, limit, exclusiveStartKey, filter, newProjection);
    }
}
