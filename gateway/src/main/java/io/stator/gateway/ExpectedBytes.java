package io.stator.gateway;

/**
 * What the next answer of an operation is expected to take, by those before: between their mean and their largest. It
 * rises fast, so that answers that have become large are few while they are made, and falls slowly. Thread-safe.
 */
final class ExpectedBytes {
    private static final int RISE_SHARE = 2;
    private static final int FALL_SHARE = 16;

    private volatile long bytes;

    /** @param seen bytes that an answer took */
    void saw(long seen) {
        // One that is lost to another at the same time does no harm.
        long before = bytes;
        long moved = before + (seen - before) / (seen > before ? RISE_SHARE : FALL_SHARE);
        if (moved != before) {
            bytes = moved;
        }
    }

    long bytes() {
        return bytes;
    }
}
