package io.stator.partition;

/**
 * How far a search for expired items has come: tables before this one are done, and of this one all but the rest.
 */
public record ExpiryPlace(long tableId, TableRange rest) {
    /** Before every table. */
    public static final ExpiryPlace START = new ExpiryPlace(0, TableRange.ALL);
}
