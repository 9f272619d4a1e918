package io.stator.model;

/** Whether a table's items expire. */
public enum TimeToLiveStatus {
    DISABLED,
    /** Decided, not yet known to every partition. */
    ENABLING,
    /** Every partition expires items. */
    ENABLED,
    /** Decided, not yet known to every partition. */
    DISABLING
}
