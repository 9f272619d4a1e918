package io.stator.partition.apply;

/** Whether a request belongs here. */
public enum Route {
    SERVED,
    /** The partition is not established, the epoch is another, or the key is not in its bounds. */
    WRONG_ROUTE,
    /** The table is not installed, or by another schema version. */
    TABLE_UNKNOWN
}
