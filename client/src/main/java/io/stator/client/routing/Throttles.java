package io.stator.client.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** One for each partition, so that one that has too much to do costs the others nothing. Thread-safe. */
final class Throttles {
    private final ConcurrentHashMap<Long, AdaptiveThrottle> byPartition = new ConcurrentHashMap<>();

    AdaptiveThrottle of(long partitionId) {
        return byPartition.computeIfAbsent(
                partitionId,
                id -> new AdaptiveThrottle(
                        System::nanoTime, () -> ThreadLocalRandom.current().nextDouble()));
    }
}
