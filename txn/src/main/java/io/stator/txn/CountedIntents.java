package io.stator.txn;

import io.stator.model.EncodedKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Intents of one transaction by their keys, in canonical order. Immutable. */
public record CountedIntents(SortedMap<EncodedKey, IntentStamp> stamps) {
    public static final CountedIntents NONE = of(Map.of());

    public CountedIntents {
        TreeMap<EncodedKey, IntentStamp> sorted = new TreeMap<>(CanonicalOrder.KEYS);
        sorted.putAll(stamps);
        stamps = Collections.unmodifiableSortedMap(sorted);
    }

    public static CountedIntents of(Map<EncodedKey, IntentStamp> stamps) {
        TreeMap<EncodedKey, IntentStamp> sorted = new TreeMap<>(CanonicalOrder.KEYS);
        sorted.putAll(stamps);
        return new CountedIntents(sorted);
    }

    public boolean has(EncodedKey key, IntentStamp stamp) {
        return stamp.equals(stamps.get(key));
    }

    public boolean isEmpty() {
        return stamps.isEmpty();
    }

    public CountedIntents without(Collection<EncodedKey> keys) {
        TreeMap<EncodedKey, IntentStamp> rest = new TreeMap<>(stamps);
        keys.forEach(rest::remove);
        return new CountedIntents(rest);
    }
}
