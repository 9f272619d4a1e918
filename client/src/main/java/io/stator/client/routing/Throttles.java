package io.stator.client.routing;

import io.stator.client.routing.PartitionCall.Access;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One for each partition's writes, and one for its strong reads: where all writes are refused, as on a full disk, reads are not
 * kept back, and a partition that has too much to do costs the others nothing. Eventual reads have other replicas to go to.
 * Thread-safe.
 */
final class Throttles {
    private final ConcurrentHashMap<Asked, AdaptiveThrottle> throttles = new ConcurrentHashMap<>();

    private record Asked(long partitionId, Access access) {}

    /** Null: nothing is kept back. */
    @Nullable
    AdaptiveThrottle of(long partitionId, Access access) {
        if (access == Access.EVENTUAL_READ) {
            return null;
        }
        return throttles.computeIfAbsent(
                new Asked(partitionId, access),
                asked -> new AdaptiveThrottle(
                        System::nanoTime, () -> ThreadLocalRandom.current().nextDouble()));
    }
}
