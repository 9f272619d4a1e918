package io.stator.partition;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stamps for writes: wall clock milliseconds in the upper 48 bits, a counter in the lower 16. Each is larger
 * than the one before, unless the wall clock was set back by more than {@link #AHEAD_MILLIS_MAX}: then stamps go back
 * with it. Apply makes versions of them that grow even where stamps do not, be they of different leaders or of
 * one. Thread-safe; one for each node.
 */
public final class HybridClock {
    /** How far stamps may run ahead of the wall clock: a stamp from far ahead would hold every later version there. */
    public static final long AHEAD_MILLIS_MAX = 500;

    private static final int COUNTER_BITS = 16;

    private final InstantSource wallClock;
    private final AtomicLong last = new AtomicLong();

    /** So many milliseconds as a difference of stamps. */
    public static long stamps(long millis) {
        return millis << COUNTER_BITS;
    }

    /** Of a stamp: milliseconds since 1970, by the clock of whoever gave it. */
    public static long millis(long stamp) {
        return stamp >>> COUNTER_BITS;
    }

    public HybridClock(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /**
     * A stamp that is not more than {@link #AHEAD_MILLIS_MAX} ahead of the wall clock. A clock that was an hour
     * ahead and has been put right costs nothing: to refuse writes until the old stamps are reached would stop
     * every partition that this node leads for that hour.
     */
    public long next() {
        long physical = wallClock.millis() << COUNTER_BITS;
        long limit = physical + (AHEAD_MILLIS_MAX << COUNTER_BITS);
        return last.updateAndGet(previous -> {
            long next = Math.max(physical, previous + 1);
            return next > limit ? physical : next;
        });
    }
}
