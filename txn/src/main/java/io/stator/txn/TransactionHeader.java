package io.stator.txn;

import io.stator.model.EncodedKey;

/**
 * What every intent of a transaction says of it: enough to find its record and to know when it may be given up.
 *
 * @param anchor the first of its keys in {@link CanonicalOrder}
 * @param deadline a stamp; when it is over, whoever waits for the transaction may abort it
 */
public record TransactionHeader(TransactionId id, EncodedKey anchor, long deadline) {}
