package io.stator.partition;

import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stamps for writes: wall clock milliseconds in the upper 48 bits, a counter in the lower 16; each larger
 * than the one before. Apply makes versions of them that grow even where stamps of different leaders do
 * not. Thread-safe; one for each node.
 */
public final class HybridClock {
    /** How far stamps may run ahead of the wall clock: a stamp from far ahead would hold every later version there. */
    public static final long AHEAD_MILLIS_MAX = 500;

    private static final int COUNTER_BITS = 16;

    private final InstantSource wallClock;
    private final AtomicLong last = new AtomicLong();

    public HybridClock(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    /**
     * A stamp larger than every one before.
     *
     * @throws StatorException ServiceUnavailable, to be tried again, while that would be more than {@link
     *     #AHEAD_MILLIS_MAX} ahead of the wall clock: after it was set back, or far too many stamps
     */
    public long next() {
        long physical = wallClock.millis() << COUNTER_BITS;
        long limit = physical + (AHEAD_MILLIS_MAX << COUNTER_BITS);
        while (true) {
            long previous = last.get();
            long next = Math.max(physical, previous + 1);
            if (next > limit) {
                throw new StatorException(
                        ErrorCode.SERVICE_UNAVAILABLE, "The clock of this node was set back; try again later");
            }
            if (last.compareAndSet(previous, next)) {
                return next;
            }
        }
    }
}
