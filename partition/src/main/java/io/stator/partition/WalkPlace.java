package io.stator.partition;

/**
 * How far a walk through a partition's items has come: tables before this one are done, and of this one all but the rest.
 */
public record WalkPlace(long tableId, TableRange rest) {
    /** Before every table. */
    public static final WalkPlace START = new WalkPlace(0, TableRange.ALL);
}
