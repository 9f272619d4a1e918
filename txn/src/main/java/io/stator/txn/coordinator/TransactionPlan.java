package io.stator.txn.coordinator;

import io.stator.model.EncodedKey;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as the protocol sees it.
 *
 * @param keys of its items, in the request's order; each once
 * @param together whether one partition seems to own them all
 */
public record TransactionPlan(
        TransactionHeader header,
        List<EncodedKey> keys,
        @Nullable RequestToken token,
        boolean together) {
    public TransactionPlan {
        keys = List.copyOf(keys);
        if (!header.anchor().equals(CanonicalOrder.anchorOf(keys))) {
            throw new IllegalArgumentException("the anchor is the first key");
        }
    }
}
