package io.stator.txn;

/** How a transaction ended, for ever. */
public enum Decision {
    COMMITTED,
    ABORTED
}
