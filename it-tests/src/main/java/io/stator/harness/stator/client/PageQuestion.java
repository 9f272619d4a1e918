package io.stator.harness.stator.client;

import io.stator.harness.history.Function.Walk;
import io.stator.model.Item;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the next page of a walk.
 *
 * @param partitionKey of the items to walk through, by a query; null: all items, by a scan
 * @param segment of those that the walk has, from 0
 * @param start go on after this key; null: from the start
 */
public record PageQuestion(
        String table,
        @Nullable Item partitionKey,
        Walk walk,
        int segment,
        @Nullable Item start) {

    public static PageQuestion ofCollection(String table, Item partitionKey, Walk walk) {
        return new PageQuestion(table, partitionKey, walk, 0, null);
    }

    public static PageQuestion ofAll(String table, Walk walk, int segment) {
        return new PageQuestion(table, null, walk, segment, null);
    }

    public PageQuestion startAfter(Item key) {
        return new PageQuestion(table, partitionKey, walk, segment, key);
    }

    public boolean backward() {
        return switch (walk.direction()) {
            case ASCENDING, UNORDERED -> false;
            case DESCENDING -> true;
        };
    }
}
