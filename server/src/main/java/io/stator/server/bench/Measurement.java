package io.stator.server.bench;

import io.stator.model.ErrorCode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Latencies of operations that succeeded, by kind, and failures by code. Thread-safe. */
final class Measurement {
    private static final long LATENCY_MICROS_MAX = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;

    private final Map<OperationKind, Histogram> latencies = new EnumMap<>(OperationKind.class);
    private final Map<ErrorCode, LongAdder> errors = new ConcurrentHashMap<>();

    Measurement() {
        for (OperationKind kind : OperationKind.values()) {
            latencies.put(kind, new ConcurrentHistogram(LATENCY_MICROS_MAX, DIGITS));
        }
    }

    /** @param failure null: it succeeded */
    void ended(OperationKind kind, long nanos, @Nullable Throwable failure) {
        if (failure == null) {
            succeeded(kind, nanos);
        } else {
            failed(Operation.code(failure));
        }
    }

    void succeeded(OperationKind kind, long nanos) {
        latency(kind).recordValue(Math.min(LATENCY_MICROS_MAX, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    void failed(ErrorCode code) {
        errors.computeIfAbsent(code, key -> new LongAdder()).increment();
    }

    /** In microseconds. */
    Histogram latency(OperationKind kind) {
        Histogram histogram = latencies.get(kind);
        if (histogram == null) {
            throw new IllegalStateException("no histogram of " + kind);
        }
        return histogram;
    }

    static Histogram emptyHistogram() {
        return new Histogram(LATENCY_MICROS_MAX, DIGITS);
    }

    /** As it is now, in microseconds. */
    Histogram copyOf(OperationKind kind) {
        Histogram copy = emptyHistogram();
        copy.add(latency(kind));
        return copy;
    }

    /** Of all kinds together, in microseconds; a copy. */
    Histogram latency() {
        Histogram all = emptyHistogram();
        latencies.values().forEach(all::add);
        return all;
    }

    Map<ErrorCode, Long> errors() {
        Map<ErrorCode, Long> counts = new EnumMap<>(ErrorCode.class);
        errors.forEach((code, count) -> counts.put(code, count.sum()));
        return Collections.unmodifiableMap(counts);
    }
}
