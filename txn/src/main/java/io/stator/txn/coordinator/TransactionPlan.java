package io.stator.txn.coordinator;

import io.stator.model.EncodedKey;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionHeader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as the protocol sees it.
 *
 * @param keys of its items, in the request's order; each once
 * @param near those that the anchor's partition seems to own, the anchor among them
 */
public record TransactionPlan(
        TransactionHeader header,
        List<EncodedKey> keys,
        @Nullable RequestToken token,
        Set<EncodedKey> near) {
    public TransactionPlan {
        keys = List.copyOf(keys);
        near = Set.copyOf(near);
        if (!header.anchor().equals(CanonicalOrder.anchorOf(keys))) {
            throw new IllegalArgumentException("the anchor is the first key");
        }
        if (!near.contains(header.anchor()) || !keys.containsAll(near)) {
            throw new IllegalArgumentException("near is the anchor, and other keys");
        }
    }

    /** In the request's order. */
    List<EncodedKey> nearKeys() {
        return keys.stream().filter(near::contains).toList();
    }
}
