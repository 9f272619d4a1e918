package io.stator.server.replica;

import io.stator.catalog.Catalog;
import io.stator.consensus.Replica;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The replicas that run on this node: the catalog's and those of partitions. Thread-safe. */
public final class LocalReplicas {
    /** @param replica that the catalog is on */
    public record LocalCatalog(Catalog catalog, Replica<?> replica) {}

    private final Map<Long, LocalPartition> partitions = new ConcurrentHashMap<>();
    private volatile @Nullable LocalCatalog catalog;

    /** Said once, when the node knows its cluster. */
    public void catalogStarted(LocalCatalog started) {
        catalog = started;
    }

    public void partitionStarted(LocalPartition partition) {
        partitions.put(partition.id(), partition);
    }

    public void partitionStopped(long id) {
        partitions.remove(id);
    }

    /** Empty before the node knows its cluster. */
    public Optional<LocalCatalog> localCatalog() {
        return Optional.ofNullable(catalog);
    }

    /** @throws StatorException SERVICE_UNAVAILABLE before the node knows its cluster */
    public LocalCatalog requireCatalog() {
        LocalCatalog current = catalog;
        if (current == null) {
            throw new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The node is not part of a cluster yet");
        }
        return current;
    }

    public @Nullable LocalPartition partition(long id) {
        return partitions.get(id);
    }

    /** Ascending by id. */
    public List<LocalPartition> all() {
        return partitions.values().stream()
                .sorted(Comparator.comparingLong(LocalPartition::id))
                .toList();
    }
}
