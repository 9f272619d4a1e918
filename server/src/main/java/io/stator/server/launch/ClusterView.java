package io.stator.server.launch;

import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.ReplicaStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the nodes of a cluster said at one moment, put together. Immutable.
 *
 * @param nodes one for each that was asked
 */
public record ClusterView(List<NodeState> nodes) {
    private static final long CATALOG = 0;

    public ClusterView {
        nodes = List.copyOf(nodes);
    }

    /**
     * What is still missing until the nodes whose processes run serve as a cluster, in a few words; empty: nothing.
     * Nodes that are down or paused are left out.
     */
    public Optional<String> missing() {
        return Readiness.missing(running());
    }

    private List<NodeState> running() {
        return nodes.stream()
                .filter(node -> node.process() == ProcessState.RUNNING)
                .toList();
    }

    /** Node ids by partition (0: the catalog), of those that some node leads by its own word; of two, the later. */
    public Map<Long, String> leaders() {
        Map<Long, ReplicaStatus> newest = new HashMap<>();
        Map<Long, String> leaders = new HashMap<>();
        for (NodeState node : nodes) {
            for (ReplicaStatus replica :
                    node.status().map(NodeStatus::getReplicasList).orElse(List.of())) {
                ReplicaStatus other = newest.get(replica.getPartitionId());
                if (replica.getRole().equals("LEADER") && (other == null || other.getTerm() < replica.getTerm())) {
                    newest.put(replica.getPartitionId(), replica);
                    leaders.put(replica.getPartitionId(), node.place().nodeId());
                }
            }
        }
        return leaders;
    }

    /** Numbers of the nodes that lead something, those that lead most first. */
    public List<Integer> leadersByCount() {
        Map<String, Long> counts =
                leaders().values().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return nodes.stream()
                .map(NodeState::place)
                .filter(place -> counts.containsKey(place.nodeId()))
                .sorted(Comparator.comparingLong((NodePlace place) -> -counts.getOrDefault(place.nodeId(), 0L)))
                .map(NodePlace::number)
                .toList();
    }

    /** As the node knows it that leads the catalog by its own word; that of others may be old. Empty: none leads. */
    Optional<PartitionMap> mapOfCatalogLeader() {
        String leader = leaders().getOrDefault(CATALOG, "");
        return nodes.stream()
                .filter(node -> node.place().nodeId().equals(leader))
                .findFirst()
                .flatMap(NodeState::partitionMap);
    }

    /**
     * The partition map, of the catalog's leader where there is one, with the leaders that name themselves: where two do, the
     * one of the later term. A partition that none leads has an empty leader.
     *
     * @throws LaunchException if no node answered
     */
    public PartitionMap partitionMap() {
        Map<Long, String> leaders = leaders();
        PartitionMap map = mapOfCatalogLeader()
                .or(() -> nodes.stream()
                        .flatMap(node -> node.partitionMap().stream())
                        .max(Comparator.comparingInt(PartitionMap::getPartitionsCount)))
                .orElseThrow(() -> LaunchException.failed("no node answers"));
        List<PartitionInfo> partitions = map.getPartitionsList().stream()
                .map(partition -> partition.toBuilder()
                        .setLeader(leaders.getOrDefault(partition.getId(), ""))
                        .build())
                .toList();
        return map.toBuilder().clearPartitions().addAllPartitions(partitions).build();
    }
}
