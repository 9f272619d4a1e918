package io.stator.server.bench;

import java.util.concurrent.TimeUnit;

/**
 * The intended starts of an open loop's requests, numbered from 0, at equal distances.
 *
 * @param startNanos of the first one, by the monotonic clock
 */
record ArrivalSchedule(long startNanos, int perSecond, int warmupSeconds, int seconds) {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    long count() {
        return (long) perSecond * (warmupSeconds + seconds);
    }

    long measuredCount() {
        return (long) perSecond * seconds;
    }

    long intendedNanos(long number) {
        return startNanos + number / perSecond * SECOND_NANOS + number % perSecond * SECOND_NANOS / perSecond;
    }

    /** Whether it is one of those after the warm-up. */
    boolean isMeasured(long number) {
        return number >= (long) perSecond * warmupSeconds;
    }

    /** When so many seconds of the measured time are over. */
    long measuredNanos(int secondsOver) {
        return startNanos + (warmupSeconds + secondsOver) * SECOND_NANOS;
    }

    boolean isInMeasuredTime(long nanos) {
        return nanos - measuredNanos(0) >= 0 && nanos - measuredNanos(seconds) < 0;
    }
}
