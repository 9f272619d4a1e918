package io.stator.consensus;

/**
 * Time that never goes back and knows no date, in nanoseconds from an arbitrary start; only
 * differences mean something. Any two nodes' clocks may differ in rate by 1 % at most: leases rest
 * on it. Thread-safe.
 */
@FunctionalInterface
public interface MonotonicClock {
    long nanos();

    /** The JVM's, which is CLOCK_MONOTONIC on Linux: it goes on while the process is stopped. */
    static MonotonicClock system() {
        return System::nanoTime;
    }
}
