package io.stator.server.launch;

import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.ReplicaStatus;
import java.util.List;
import java.util.Optional;

/** Whether what the running nodes say adds up to a cluster that serves. */
final class Readiness {
    private static final long CATALOG = 0;
    private static final String LEADER = "LEADER";

    private Readiness() {}

    /**
     * Ready: the catalog is founded and has a leader among these nodes, every one of them knows the same
     * partitions, and each partition has a leader among them.
     *
     * @param running the states of the nodes whose processes run
     * @return what is still missing, in a few words; empty: nothing
     */
    static Optional<String> missing(List<NodeState> running) {
        if (running.isEmpty()) {
            return Optional.of("no node runs");
        }
        for (NodeState node : running) {
            String nodeId = node.place().nodeId();
            if (node.status().isEmpty() || node.partitionMap().isEmpty()) {
                return Optional.of("node " + nodeId + " does not answer: " + node.problem());
            }
            if (node.partitionMap().get().getPartitionsCount() == 0) {
                return Optional.of("node " + nodeId + " knows no partitions yet: the catalog is not founded");
            }
        }
        if (!isLed(CATALOG, running)) {
            return Optional.of("the catalog has no leader");
        }
        PartitionMap map = new ClusterView(running)
                .mapOfCatalogLeader()
                .orElseGet(() -> running.get(0).partitionMap().orElseThrow());
        for (PartitionInfo partition : map.getPartitionsList()) {
            if (!isLed(partition.getId(), running)) {
                return Optional.of("partition " + partition.getId() + " has no leader");
            }
        }
        return strangers(map, running);
    }

    private static boolean isLed(long partitionId, List<NodeState> running) {
        return running.stream().flatMap(node -> node.status().stream()).anyMatch(status -> leads(status, partitionId));
    }

    private static boolean leads(NodeStatus status, long partitionId) {
        return status.getReplicasList().stream()
                .anyMatch(replica -> replica.getPartitionId() == partitionId
                        && replica.getRole().equals(LEADER));
    }

    /** A node that has not yet started a replica it should have, or whose replica has no leader that it knows. */
    private static Optional<String> strangers(PartitionMap map, List<NodeState> running) {
        for (NodeState node : running) {
            String nodeId = node.place().nodeId();
            for (PartitionInfo partition : map.getPartitionsList()) {
                if (partition.getReplicasList().contains(nodeId)
                        && node.status().orElseThrow().getReplicasList().stream()
                                .filter(replica -> replica.getPartitionId() == partition.getId())
                                .noneMatch(Readiness::followsOrLeads)) {
                    return Optional.of("node " + nodeId + " has not joined partition " + partition.getId());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean followsOrLeads(ReplicaStatus replica) {
        return replica.getRole().equals(LEADER) || !replica.getLeader().isEmpty();
    }
}
