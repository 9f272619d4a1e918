package io.stator.client;

import io.stator.model.Item;

/** Reads one item. Strong unless asked otherwise. Immutable. */
public record Get(String table, Item key, ReadConsistency consistency) {
    public static Get of(String table, Item key) {
        return new Get(table, key, ReadConsistency.STRONG);
    }

    public Get eventual() {
        return new Get(table, key, ReadConsistency.EVENTUAL);
    }
}
