package io.stator.model;

/** Where a table is in its life. */
public enum TableStatus {
    /** Decided, not yet known to every partition. */
    CREATING,
    /** Every partition serves it. */
    ACTIVE,
    /** Served as an ACTIVE one, and changed already; until it is ACTIVE again there is no other change. */
    UPDATING,
    /** Being taken from the partitions. */
    DELETING;

    /** Whether items can be read and written. */
    public boolean isUsable() {
        return this == ACTIVE || this == UPDATING;
    }
}
