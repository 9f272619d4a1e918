package io.stator.consensus.ratis;

import io.stator.consensus.MonotonicClock;
import java.util.concurrent.TimeUnit;

/**
 * How fast a host sends checkpoints to replicas that lag, over all its groups: each chunk has its turn behind those that were
 * taken before it, whichever replica it is for. What was not sent in time is not made up for. Thread-safe.
 */
final class SendingPace {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MonotonicClock clock;
    private final long bytesPerSecond;

    /** Guarded by this. */
    private long freeAtNanos;

    /** @param bytesPerSecond from 1 */
    SendingPace(MonotonicClock clock, long bytesPerSecond) {
        this.clock = clock;
        this.bytesPerSecond = bytesPerSecond;
        this.freeAtNanos = clock.nanos();
    }

    /** Takes the next turn. @return nanoseconds until these bytes may be sent */
    synchronized long take(long bytes) {
        long now = clock.nanos();
        long turn = freeAtNanos - now > 0 ? freeAtNanos : now;
        freeAtNanos = turn + nanos(bytes);
        return turn - now;
    }

    /**
     * These bytes were not sent, though they had a turn. Turns that were taken behind it stay as they are; the next one is sooner,
     * beside the last of them.
     */
    synchronized void giveBack(long bytes) {
        freeAtNanos -= nanos(bytes);
    }

    private long nanos(long bytes) {
        return (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
    }
}
