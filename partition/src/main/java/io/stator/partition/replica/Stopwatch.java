package io.stator.partition.replica;

import java.util.concurrent.TimeUnit;

/** Measures for metrics only: what is applied never depends on it. */
final class Stopwatch {
    private final long startNanos = System.nanoTime();

    long micros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
    }
}
