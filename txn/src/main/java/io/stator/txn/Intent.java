package io.stator.txn;

import io.stator.model.EncodedKey;
import org.jspecify.annotations.Nullable;

/**
 * A prepared, undecided change of one item, be the item there or not. It keeps every other write away. An item has one at most.
 *
 * @param token of the request, if it has one: a copy of the request that meets its own intents is told so
 */
public record Intent(
        TransactionHeader header,
        EncodedKey key,
        IntentStamp stamp,
        Change change,
        @Nullable RequestToken token) {

    /** Whether it is this very intent of the transaction. */
    public boolean is(TransactionId id, IntentStamp other) {
        return header.id().equals(id) && stamp.equals(other);
    }
}
