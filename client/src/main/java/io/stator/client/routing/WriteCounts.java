package io.stator.client.routing;

import java.util.concurrent.ConcurrentHashMap;

/** The partitions' write counts, as far as their answers and partition maps told. Thread-safe. */
final class WriteCounts {
    private final ConcurrentHashMap<Long, Long> byPartition = new ConcurrentHashMap<>();

    /** 0: nothing is known; the partition then says so, if that is too little. */
    long of(long partition) {
        return byPartition.getOrDefault(partition, 0L);
    }

    /** From an answer, or a map, which may come late. */
    void learn(long partition, long count) {
        byPartition.merge(partition, count, Math::max);
    }

    /** From a refusal: what was known is too old, or is of another cluster that had this address before. */
    void replace(long partition, long count) {
        byPartition.put(partition, count);
    }
}
