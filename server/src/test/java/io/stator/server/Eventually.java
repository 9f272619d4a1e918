package io.stator.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition. */
public final class Eventually {
    private static final long POLL_NANOS = 5_000_000;

    private Eventually() {}

    public static void await(Duration patience, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
