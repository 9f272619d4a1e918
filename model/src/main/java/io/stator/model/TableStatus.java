package io.stator.model;

/** Where a table is in its life. */
public enum TableStatus {
    /** Decided, not yet known to every partition. */
    CREATING,
    /** Every partition serves it. */
    ACTIVE,
    /** Being taken from the partitions. */
    DELETING
}
