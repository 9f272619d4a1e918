package io.stator.txn;

import io.stator.model.EncodedKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Intents of one transaction by their keys. Immutable.
 *
 * @param stamps in canonical order, in whatever order they were given
 */
public record CountedIntents(Map<EncodedKey, IntentStamp> stamps) {
    public static final CountedIntents NONE = new CountedIntents(Map.of());

    public CountedIntents {
        TreeMap<EncodedKey, IntentStamp> sorted = new TreeMap<>(CanonicalOrder.KEYS);
        sorted.putAll(stamps);
        stamps = Collections.unmodifiableMap(sorted);
    }

    public boolean has(EncodedKey key, IntentStamp stamp) {
        return stamp.equals(stamps.get(key));
    }

    public boolean isEmpty() {
        return stamps.isEmpty();
    }

    public CountedIntents without(Collection<EncodedKey> keys) {
        Map<EncodedKey, IntentStamp> rest = new HashMap<>(stamps);
        keys.forEach(rest::remove);
        return new CountedIntents(rest);
    }
}
