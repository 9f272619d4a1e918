package io.stator.catalog;

import io.stator.model.ErrorCode;
import io.stator.proto.v1.AdmitNodeCommand;
import io.stator.proto.v1.CatalogRecord;
import io.stator.proto.v1.PlacePartitionCommand;
import io.stator.proto.v1.SettlePartitionCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What {@link CatalogDecider} says to commands that change nodes, and where replicas are to be. A new data directory in a
 * node's place, or other nodes, give a partition another placement; its group's members follow, and then it is settled.
 */
final class ClusterChanges {
    private static final CatalogOutcome STANDS = new CatalogOutcome.ClusterStands();

    private ClusterChanges() {}

    static Decision admitNode(AdmitNodeCommand command, CatalogState state) {
        NodeRecord node = CatalogCodec.fromProto(command.getNode());
        if (state.clusterId().isEmpty()) {
            return Decision.refused(ErrorCode.SERVICE_UNAVAILABLE, "The cluster is not founded yet");
        }
        if (node.id().isEmpty()
                || node.incarnation().isEmpty()
                || node.clientAddress().isEmpty()
                || node.raftAddress().isEmpty()) {
            return Decision.refused(ErrorCode.VALIDATION, "A node needs an id, an incarnation and two addresses");
        }
        for (NodeRecord other : state.nodes().values()) {
            if (!other.id().equals(node.id())
                    && (other.raftAddress().equals(node.raftAddress())
                            || other.clientAddress().equals(node.clientAddress()))) {
                return Decision.refused(
                        ErrorCode.RESOURCE_IN_USE,
                        "Node '" + other.id() + "' has an address of node '" + node.id() + "'");
            }
        }
        NodeRecord known = state.nodes().get(node.id());
        if (known == null) {
            return state.nodes().size() >= CatalogLimits.NODES_MAX
                    ? Decision.refused(
                            ErrorCode.LIMIT_EXCEEDED, "A cluster has at most " + CatalogLimits.NODES_MAX + " nodes")
                    : new Decision(List.of(nodeRecord(node)), STANDS);
        }
        if (known.equals(node)) {
            return Decision.nothingToDo(STANDS);
        }
        return replaceNode(known, node, command.getReplace(), state);
    }

    private static Decision replaceNode(NodeRecord known, NodeRecord node, boolean wanted, CatalogState state) {
        if (known.incarnation().equals(node.incarnation())) {
            return Decision.refused(ErrorCode.RESOURCE_IN_USE, "Node '" + node.id() + "' has other addresses");
        }
        if (!wanted) {
            return Decision.refused(
                    ErrorCode.RESOURCE_IN_USE,
                    "The cluster knows node '" + node.id() + "' with another data directory");
        }
        if (state.draining().contains(node.id())) {
            return Decision.refused(ErrorCode.RESOURCE_IN_USE, "Node '" + node.id() + "' is being removed");
        }
        List<CatalogRecord> records = new ArrayList<>();
        records.add(nodeRecord(node));
        for (PartitionRecord partition : state.partitions()) {
            if (partition.replicas().contains(node.id())) {
                records.add(placed(partition.placed(partition.replicas())));
            }
        }
        return new Decision(records, STANDS);
    }

    static Decision drainNode(String nodeId, CatalogState state) {
        if (!state.nodes().containsKey(nodeId)) {
            return Decision.refused(ErrorCode.RESOURCE_NOT_FOUND, "The cluster has no node '" + nodeId + "'");
        }
        if (state.draining().contains(nodeId)) {
            return Decision.nothingToDo(STANDS);
        }
        int remaining = state.nodes().size() - state.draining().size() - 1;
        int needed = state.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .max()
                .orElse(1);
        if (remaining < needed) {
            return Decision.refused(
                    ErrorCode.VALIDATION,
                    "Partitions have " + needed + " replicas, each on a node of its own: of "
                            + state.nodes().size() + " nodes none can be spared");
        }
        return new Decision(
                List.of(CatalogRecord.newBuilder().setNodeDraining(nodeId).build()), STANDS);
    }

    static Decision removeNode(String nodeId, CatalogState state) {
        if (!state.nodes().containsKey(nodeId)) {
            return Decision.nothingToDo(STANDS);
        }
        boolean holds = state.partitions().stream()
                .anyMatch(partition ->
                        !partition.isSettled() || partition.replicas().contains(nodeId));
        if (!state.draining().contains(nodeId) || holds) {
            return Decision.refused(ErrorCode.RESOURCE_IN_USE, "Node '" + nodeId + "' is not drained");
        }
        return new Decision(
                List.of(CatalogRecord.newBuilder().setNodeRemoved(nodeId).build()), STANDS);
    }

    static Decision placePartition(PlacePartitionCommand command, CatalogState state) {
        PartitionRecord partition = state.partition(command.getPartitionId());
        List<String> replicas = List.copyOf(command.getReplicasList());
        if (partition == null || partition.placement() != command.getPlacement() || !partition.isSettled()) {
            return Decision.refused(ErrorCode.RESOURCE_IN_USE, "The partition has another placement meanwhile");
        }
        if (replicas.isEmpty()
                || new HashSet<>(replicas).size() < replicas.size()
                || !state.nodes().keySet().containsAll(replicas)) {
            return Decision.refused(ErrorCode.VALIDATION, "Replicas are to be on different nodes of the cluster");
        }
        return new Decision(List.of(placed(partition.placed(replicas))), STANDS);
    }

    static Decision settlePartition(SettlePartitionCommand command, CatalogState state) {
        PartitionRecord partition = state.partition(command.getPartitionId());
        // Members of an earlier placement were told late: the present one is still to come.
        if (partition == null || partition.placement() != command.getPlacement() || partition.isSettled()) {
            return Decision.nothingToDo(STANDS);
        }
        return new Decision(List.of(placed(partition.settledNow())), STANDS);
    }

    private static CatalogRecord nodeRecord(NodeRecord node) {
        return CatalogRecord.newBuilder().setNode(CatalogCodec.toProto(node)).build();
    }

    private static CatalogRecord placed(PartitionRecord partition) {
        return CatalogRecord.newBuilder()
                .setPartitionPlaced(CatalogCodec.toProto(partition, ""))
                .build();
    }
}
