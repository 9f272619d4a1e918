package io.stator.consensus.ratis;

import io.stator.consensus.MonotonicClock;
import java.util.concurrent.TimeUnit;

/** The real clock, until it is stopped or moved. */
final class TestClock implements MonotonicClock {
    private long offsetNanos;
    private boolean stopped;
    private long stoppedAt;

    @Override
    public synchronized long nanos() {
        return stopped ? stoppedAt : System.nanoTime() + offsetNanos;
    }

    synchronized void stop() {
        stoppedAt = nanos();
        stopped = true;
    }

    synchronized void advanceMillis(long millis) {
        offsetNanos += TimeUnit.MILLISECONDS.toNanos(millis);
        stoppedAt += TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
