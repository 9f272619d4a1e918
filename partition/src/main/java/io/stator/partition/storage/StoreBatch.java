package io.stator.partition.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The effects of one log entry: all of them and its index get into the store, or none. The first change is
 * the entry's index under {@link StateKey#APPLIED}. Not thread-safe.
 */
public final class StoreBatch {
    /** @param value null: the key is deleted */
    public record Change(byte[] key, byte @Nullable [] value) {}

    static final int APPLIED_BYTES = 2 * Long.BYTES;

    private final long index;
    private final List<Change> changes = new ArrayList<>();

    public StoreBatch(long index, long term) {
        this.index = index;
        byte[] applied = new byte[APPLIED_BYTES];
        BigEndian.putLong(applied, 0, index);
        BigEndian.putLong(applied, Long.BYTES, term);
        put(StateKey.APPLIED.key(), applied);
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

    List<Change> changes() {
        return Collections.unmodifiableList(changes);
    }
}
