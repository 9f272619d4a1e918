package io.stator.partition.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The effects of one log entry: all of them and its index get into the store, or none. Not thread-safe. */
public final class StoreBatch {
    /** @param value null: the key is deleted */
    record Change(byte[] key, byte @Nullable [] value) {}

    private final long index;
    private final long term;
    private final List<Change> changes = new ArrayList<>();

    public StoreBatch(long index, long term) {
        this.index = index;
        this.term = term;
    }

    public void put(byte[] key, byte[] value) {
        changes.add(new Change(key, value));
    }

    public void delete(byte[] key) {
        changes.add(new Change(key, null));
    }

    long index() {
        return index;
    }

    long term() {
        return term;
    }

    List<Change> changes() {
        return changes;
    }
}
