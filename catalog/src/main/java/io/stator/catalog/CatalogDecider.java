package io.stator.catalog;

import io.stator.catalog.CatalogOutcome.Founded;
import io.stator.model.ErrorCode;
import io.stator.proto.v1.CatalogCommand;
import io.stator.proto.v1.CatalogRecord;
import io.stator.proto.v1.ClusterFoundedRecord;
import io.stator.proto.v1.FoundClusterCommand;
import io.stator.proto.v1.NodeInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Says what a command comes to. Pure: reads the command and the state, changes nothing, and says the same on every
 * node. Repeating what is done already is no refusal where a procedure may repeat it (found, activate, forget).
 */
final class CatalogDecider {
    private CatalogDecider() {}

    static Decision decide(CatalogCommand command, CatalogState state) {
        return switch (command.getCommandCase()) {
            case FOUND_CLUSTER -> foundCluster(command.getFoundCluster(), state);
            case CREATE_TABLE -> TableLife.createTable(command.getCreateTable(), state);
            case ACTIVATE_TABLE ->
                TableLife.activateTable(command.getActivateTable().getTableId(), state);
            case DELETE_TABLE -> TableLife.deleteTable(command.getDeleteTable().getName(), state);
            case FORGET_TABLE -> TableLife.forgetTable(command.getForgetTable().getTableId(), state);
            case ADMIT_NODE -> ClusterChanges.admitNode(command.getAdmitNode(), state);
            case DRAIN_NODE -> ClusterChanges.drainNode(command.getDrainNode().getNodeId(), state);
            case REMOVE_NODE ->
                ClusterChanges.removeNode(command.getRemoveNode().getNodeId(), state);
            case PLACE_PARTITION -> ClusterChanges.placePartition(command.getPlacePartition(), state);
            case SETTLE_PARTITION -> ClusterChanges.settlePartition(command.getSettlePartition(), state);
            case UPDATE_TABLE -> TableChanges.updateTable(command.getUpdateTable(), state);
            case TAG_TABLE -> TableChanges.tagTable(command.getTagTable(), state);
            case UNTAG_TABLE -> TableChanges.untagTable(command.getUntagTable(), state);
            case UPDATE_TIME_TO_LIVE -> TableChanges.updateTimeToLive(command.getUpdateTimeToLive(), state);
            case SETTLE_TIME_TO_LIVE -> TableChanges.settleTimeToLive(command.getSettleTimeToLive(), state);
            case ADD_USER -> UserChanges.addUser(command.getAddUser().getUser(), state);
            case REMOVE_USER -> UserChanges.removeUser(command.getRemoveUser().getName(), state);
            case COMMAND_NOT_SET -> Decision.refused(ErrorCode.INTERNAL_SERVER_ERROR, "Empty catalog command");
        };
    }

    private static Decision foundCluster(FoundClusterCommand command, CatalogState state) {
        if (!state.clusterId().isEmpty()) {
            return state.clusterId().equals(command.getClusterId())
                    ? Decision.nothingToDo(new Founded(state.clusterId()))
                    : Decision.refused(
                            ErrorCode.RESOURCE_IN_USE, "The cluster is founded already: " + state.clusterId());
        }
        List<String> nodeIds =
                command.getNodesList().stream().map(NodeInfo::getId).toList();
        if (command.getClusterId().isEmpty()) {
            return Decision.refused(ErrorCode.VALIDATION, "The cluster id is empty");
        }
        if (nodeIds.isEmpty()
                || nodeIds.size() > CatalogLimits.NODES_MAX
                || new HashSet<>(nodeIds).size() < nodeIds.size()) {
            return Decision.refused(
                    ErrorCode.VALIDATION,
                    "A cluster is founded with 1 to " + CatalogLimits.NODES_MAX + " nodes of different ids");
        }
        if (command.getPartitions() < 1 || command.getPartitions() > CatalogLimits.PARTITIONS_MAX) {
            return Decision.refused(
                    ErrorCode.VALIDATION,
                    "A cluster is founded with 1 to " + CatalogLimits.PARTITIONS_MAX + " partitions");
        }
        if (command.getReplicationFactor() < 1) {
            return Decision.refused(ErrorCode.VALIDATION, "The replication factor is less than 1");
        }
        List<CatalogRecord> records = new ArrayList<>();
        records.add(CatalogRecord.newBuilder()
                .setClusterFounded(ClusterFoundedRecord.newBuilder()
                        .setClusterId(command.getClusterId())
                        .addAllNodes(command.getNodesList()))
                .build());
        for (PartitionRecord partition :
                Placement.atFounding(nodeIds, command.getPartitions(), command.getReplicationFactor())) {
            records.add(CatalogRecord.newBuilder()
                    .setPartitionPlaced(CatalogCodec.toProto(partition, ""))
                    .build());
        }
        return new Decision(records, new Founded(command.getClusterId()));
    }
}
