package io.stator.client.routing;

import java.util.function.LongUnaryOperator;

/** Exponential back-off with full jitter: after the nth failure, anything from 0 to base·2ⁿ or the cap. */
record Backoff(LongUnaryOperator randomBelow) {
    static final long BASE_NANOS = 5_000_000;
    static final long CAP_NANOS = 500_000_000;

    /** 5 ms doubled this often is beyond the cap. */
    private static final int DOUBLINGS_MAX = 7;

    /** A table's throughput comes by the second: it is waited for as after so many failures, up to 80 ms at first. */
    static final int THROUGHPUT_FAILURES = 4;

    /** @param failures so far, before this one */
    long delayNanos(int failures) {
        long ceiling = Math.min(CAP_NANOS, BASE_NANOS << Math.min(failures, DOUBLINGS_MAX));
        return randomBelow.applyAsLong(ceiling + 1);
    }
}
