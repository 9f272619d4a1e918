package io.stator.consensus;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits on conditions. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 2_000_000;

    private Await() {}

    public static void until(Supplier<String> what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new AssertionError("waited in vain: " + what.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    public static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }
}
