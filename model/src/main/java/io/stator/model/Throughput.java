package io.stator.model;

/**
 * Capacity units of a provisioned table.
 *
 * @param readUnits strong reads of 4 KB a second
 * @param writeUnits writes of 1 KB a second
 */
public record Throughput(long readUnits, long writeUnits) {
    /** Of a table on demand. */
    public static final Throughput NONE = new Throughput(0, 0);

    public boolean isNone() {
        return equals(NONE);
    }
}
