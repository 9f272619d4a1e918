package io.stator.model;

/** How DynamoDB counts what reads and writes consume. Sizes are in bytes by {@link ItemSize}. */
public final class CapacityUnits {
    private static final int READ_UNIT_BYTES = 4096;
    private static final int WRITE_UNIT_BYTES = 1024;

    private CapacityUnits() {}

    /**
     * Of one item, or of all that a page looked at.
     *
     * @param bytes 0: there was nothing, which costs as much as a small item
     */
    public static double read(long bytes, boolean consistent) {
        long units = units(bytes, READ_UNIT_BYTES);
        return consistent ? units : units / 2.0;
    }

    /** Of one item: the larger image counts. */
    public static double write(long oldBytes, long newBytes) {
        return units(Math.max(oldBytes, newBytes), WRITE_UNIT_BYTES);
    }

    private static long units(long bytes, int unitBytes) {
        return Math.max(1, (bytes + unitBytes - 1) / unitBytes);
    }
}
