package io.stator.model;

/** What a table's throughput is counted for, each by itself. */
public enum CapacityType {
    READ,
    WRITE
}
