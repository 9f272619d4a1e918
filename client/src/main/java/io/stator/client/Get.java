package io.stator.client;

import io.stator.model.Item;
import io.stator.model.expression.Projection;
import org.jspecify.annotations.Nullable;

/**
 * Reads one item. Strong unless asked otherwise. Immutable.
 *
 * @param projection what of the item is wanted; null: all of it
 */
public record Get(
        String table,
        Item key,
        ReadConsistency consistency,
        @Nullable Projection projection) {
    public static Get of(String table, Item key) {
        return new Get(table, key, ReadConsistency.STRONG, null);
    }

    public Get eventual() {
        return new Get(table, key, ReadConsistency.EVENTUAL, projection);
    }

    public Get projection(@Nullable Projection newProjection) {
        return new Get(table, key, consistency, newProjection);
    }
}
