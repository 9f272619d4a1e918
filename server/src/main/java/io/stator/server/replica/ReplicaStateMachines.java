package io.stator.server.replica;

import io.stator.catalog.CatalogStateMachine;
import io.stator.consensus.GroupId;
import io.stator.consensus.StateMachine;
import io.stator.consensus.StateMachineFactory;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.PartitionSettings;
import io.stator.partition.replica.PartitionStateMachine;
import io.stator.partition.storage.StorageEnvironment;
import io.stator.server.bootstrap.DataDirectory;
import io.stator.server.bootstrap.GroupIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Opens the state of each replica of this node in its place in the data directory, and knows it after. Thread-safe. */
public final class ReplicaStateMachines implements StateMachineFactory {
    private final DataDirectory data;
    private final StorageEnvironment storage;
    private final PartitionMetrics metrics;
    private final ReplicaLayers layers;
    private final Map<GroupId, PartitionStateMachine> partitions = new ConcurrentHashMap<>();
    private volatile @Nullable CatalogStateMachine catalog;

    public ReplicaStateMachines(
            DataDirectory data, StorageEnvironment storage, PartitionMetrics metrics, ReplicaLayers layers) {
        this.data = data;
        this.storage = storage;
        this.metrics = metrics;
        this.layers = layers;
    }

    @Override
    public StateMachine<?> open(GroupId group) throws IOException {
        if (!data.identity().inCluster()) {
            throw new IOException("a replica of group " + group + " on a node that is in no cluster");
        }
        Path directory = data.replica(group.toString());
        try {
            return open(group, directory);
        } catch (IOException e) {
            throw new UnusableStateException(directory, e);
        }
    }

    private StateMachine<?> open(GroupId group, Path directory) throws IOException {
        if (group.equals(GroupIds.catalog(data.identity().clusterId()))) {
            CatalogStateMachine opened = CatalogStateMachine.open(directory);
            catalog = opened;
            return layers.stateMachine(group, opened);
        }
        PartitionStateMachine opened =
                PartitionStateMachine.open(directory, storage, PartitionSettings.DEFAULT, metrics);
        partitions.put(group, opened);
        return layers.stateMachine(group, opened);
    }

    /**
     * Deletes what is left of a replica that is closed and has no log here any more.
     *
     * @throws IOException if not all could be deleted
     */
    public void delete(GroupId group) throws IOException {
        partitions.remove(group);
        data.deleteReplica(group.toString());
    }

    /** The newest opened; null before. */
    public @Nullable CatalogStateMachine catalog() {
        return catalog;
    }

    /** The newest opened for this group; null before. */
    public @Nullable PartitionStateMachine partition(GroupId group) {
        return partitions.get(group);
    }
}
