package io.stator.partition.apply;

import io.stator.partition.storage.CursorOptions;
import io.stator.partition.storage.IntentKey;
import io.stator.partition.storage.KeyRange;
import io.stator.partition.storage.KeySpace;
import io.stator.partition.storage.StoreCursor;
import io.stator.partition.storage.StoreReads;
import io.stator.txn.Intent;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The items of a replica's store on which intents stand, so that where nobody uses transactions nothing is read to learn that none does.
 * Between two entries it is what the store holds. A key is added before the entry that makes the intent is in the store, and goes
 * after the one that takes it away is: so a key that is not here has no intent in the store at that moment. Thread-safe; the
 * thread that applies changes it.
 */
public final class IntentKeys {
    /**
     * What is known of an intent without reading it.
     *
     * @param deadline a stamp
     */
    public record Standing(long deadline) {
        static Standing of(Intent intent) {
            return new Standing(intent.header().deadline());
        }
    }

    private static final class Keys {
        private final ConcurrentSkipListMap<byte[], Standing> standing =
                new ConcurrentSkipListMap<>(Arrays::compareUnsigned);
        private final AtomicInteger count = new AtomicInteger();
    }

    private volatile Keys keys = new Keys();

    /** Those of a store. */
    public static IntentKeys load(StoreReads store) throws IOException {
        IntentKeys loaded = new IntentKeys();
        try (StoreCursor cursor = store.cursor(KeySpace.INTENT.range(), CursorOptions.SWEEP)) {
            while (cursor.next()) {
                loaded.add(
                        IntentKey.itemKey(cursor.key()), Standing.of(StoredTransactions.decodeIntent(cursor.value())));
            }
        }
        return loaded;
    }

    public boolean contains(byte[] itemKey) {
        return keys.standing.containsKey(itemKey);
    }

    public boolean anyIn(KeyRange items) {
        SortedMap<byte[], Standing> standing = keys.standing;
        return !standing.isEmpty() && !standing.subMap(items.from(), items.to()).isEmpty();
    }

    public int count() {
        return keys.count.get();
    }

    /** By the keys of their items, in their order; changes while it is looked at. */
    public SortedMap<byte[], Standing> all() {
        return Collections.unmodifiableSortedMap(keys.standing);
    }

    void add(byte[] itemKey, Standing standing) {
        Keys now = keys;
        if (now.standing.put(itemKey, standing) == null) {
            now.count.incrementAndGet();
        }
    }

    void remove(byte[] itemKey) {
        Keys now = keys;
        if (now.standing.remove(itemKey) != null) {
            now.count.decrementAndGet();
        }
    }

    /** Takes the place of what it was: the store was replaced. The other is not to be used any more. */
    public void become(IntentKeys other) {
        keys = other.keys;
    }
}
