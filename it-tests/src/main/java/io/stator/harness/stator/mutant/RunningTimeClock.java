package io.stator.harness.stator.mutant;

import io.stator.consensus.MonotonicClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Counts the time in which the process runs, so that what lies between a stop and its end does not count. */
final class RunningTimeClock implements MonotonicClock {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Longer than a busy machine lets a thread wait. */
    private static final long TICK_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(100);

    private volatile long nanos;

    RunningTimeClock() {
        Thread ticking = new Thread(this::tick, "running-time");
        ticking.setDaemon(true);
        ticking.start();
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    private void tick() {
        long last = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(TICK_NANOS);
            long now = System.nanoTime();
            nanos += Math.min(now - last, TICK_NANOS_MAX);
            last = now;
        }
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
