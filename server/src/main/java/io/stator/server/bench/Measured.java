package io.stator.server.bench;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a loop has measured.
 *
 * @param latencies and errors
 * @param inTime of what ended in the measured time, by which rates are counted; a closed loop's latencies are the same
 * @param arrivals null: the loop was a closed one
 * @param series empty of a closed loop
 */
record Measured(
        Duration elapsed,
        Measurement latencies,
        Measurement inTime,
        CpuReading cpu,
        @Nullable ArrivalCounts arrivals,
        List<SeriesSecond> series) {}
