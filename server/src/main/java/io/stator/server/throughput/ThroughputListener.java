package io.stator.server.throughput;

import io.stator.model.CapacityType;

/** Hears of requests that are refused for a table's throughput. Thread-safe, quick, never throws. */
@FunctionalInterface
public interface ThroughputListener {
    void exceeded(CapacityType type);
}
