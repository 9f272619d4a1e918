package io.stator.catalog;

import java.util.List;

/**
 * What a new cluster starts with.
 *
 * @param clusterId a fresh one, not empty
 * @param nodes 1 to {@link CatalogLimits#NODES_MAX}, of different ids
 * @param partitions 1 to {@link CatalogLimits#PARTITIONS_MAX}
 * @param replicationFactor 1 or more; no partition gets more replicas than there are nodes
 */
public record Founding(String clusterId, List<NodeRecord> nodes, int partitions, int replicationFactor) {
    public Founding {
        nodes = List.copyOf(nodes);
    }
}
