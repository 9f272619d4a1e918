package io.stator.client;

import io.stator.model.Item;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a transaction in several steps knows of an item. Immutable.
 *
 * @param version at which it was read; 0: it was not there; empty: it was not read
 * @param item as it was read, or as it is to be
 */
record TrackedItem(ItemPlace place, OptionalLong version, Optional<Item> item, boolean isWritten) {

    static TrackedItem read(ItemPlace place, long version, Optional<Item> item) {
        return new TrackedItem(place, OptionalLong.of(version), item, false);
    }

    /** Without having been read. */
    static TrackedItem written(ItemPlace place, Optional<Item> item) {
        return new TrackedItem(place, OptionalLong.empty(), item, true);
    }

    TrackedItem with(Optional<Item> newItem) {
        return new TrackedItem(place, version, newItem, true);
    }
}
