package io.stator.server.replica;

import io.stator.catalog.CatalogView;
import io.stator.catalog.PartitionRecord;
import io.stator.consensus.ReplicaStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether this node can serve: the catalog is known, and every replica here runs and has a leader. Thread-safe. */
public final class Readiness {
    private final Places places;
    private final LocalReplicas replicas;

    public Readiness(Places places, LocalReplicas replicas) {
        this.places = places;
        this.replicas = replicas;
    }

    /** Empty: nothing is missing. Else a line for each thing that is. */
    public List<String> missing() {
        Optional<LocalReplicas.LocalCatalog> catalog = replicas.localCatalog();
        if (catalog.isEmpty()) {
            return List.of("cluster: waiting for its members");
        }
        List<String> missing = new ArrayList<>();
        if (catalog.get().replica().status().role() == ReplicaStatus.Role.STOPPED) {
            missing.add("catalog: stopped");
        } else if (places.leaderOf(catalog.get().replica()).isEmpty()) {
            missing.add("catalog: no leader");
        }
        CatalogView view = catalog.get().catalog().view();
        if (view.clusterId().isEmpty()) {
            missing.add("catalog: not founded");
        }
        for (PartitionRecord partition : view.partitions()) {
            if (partition.replicas().contains(places.self().id())) {
                check(partition, missing);
            }
        }
        return missing;
    }

    private void check(PartitionRecord partition, List<String> missing) {
        LocalPartition local = replicas.partition(partition.id());
        if (local == null) {
            missing.add("partition " + partition.id() + ": not started");
        } else if (local.replica().status().role() == ReplicaStatus.Role.STOPPED) {
            missing.add("partition " + partition.id() + ": stopped");
        } else if (local.partition().epoch() == 0) {
            missing.add("partition " + partition.id() + ": not established");
        } else if (places.leaderOf(local.replica()).isEmpty()) {
            missing.add("partition " + partition.id() + ": no leader");
        }
    }
}
