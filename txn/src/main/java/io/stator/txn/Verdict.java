package io.stator.txn;

/** What a transaction's record says of one of its intents. */
public enum Verdict {
    /** It is committed: its change holds from the moment of the decision. */
    COUNTED,
    /** If it still stands, it never holds: the transaction is aborted, or was committed without this intent. */
    NOT_COUNTED,
    /** Neither yet. */
    UNDECIDED
}
