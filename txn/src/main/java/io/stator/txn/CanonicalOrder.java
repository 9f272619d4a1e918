package io.stator.txn;

import io.stator.model.EncodedKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;

/** The order of keys on the ring, in which a transaction's keys are looked at everywhere. */
public final class CanonicalOrder {
    public static final Comparator<EncodedKey> KEYS = Comparator.comparing(EncodedKey::position);

    private CanonicalOrder() {}

    /** The anchor of a transaction on these keys, of which there is at least one. */
    public static EncodedKey anchorOf(Collection<EncodedKey> keys) {
        return Collections.min(keys, KEYS);
    }
}
