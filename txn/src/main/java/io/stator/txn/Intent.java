package io.stator.txn;

import io.stator.model.EncodedKey;

/**
 * A prepared, undecided change of one item, be the item there or not. It keeps every other write away. An item has one at most.
 */
public record Intent(TransactionHeader header, EncodedKey key, IntentStamp stamp, Change change) {

    /** Whether it is this very intent of the transaction. */
    public boolean is(TransactionId id, IntentStamp other) {
        return header.id().equals(id) && stamp.equals(other);
    }
}
