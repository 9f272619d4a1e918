package io.stator.catalog;

import io.stator.catalog.CatalogOutcome.Founded;
import io.stator.catalog.CatalogOutcome.TableForgotten;
import io.stator.catalog.CatalogOutcome.TableStands;
import io.stator.model.ErrorCode;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.proto.v1.CatalogCommand;
import io.stator.proto.v1.CatalogRecord;
import io.stator.proto.v1.ClusterFoundedRecord;
import io.stator.proto.v1.CreateTableCommand;
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
            case CREATE_TABLE -> createTable(command.getCreateTable(), state);
            case ACTIVATE_TABLE -> activateTable(command.getActivateTable().getTableId(), state);
            case DELETE_TABLE -> deleteTable(command.getDeleteTable().getName(), state);
            case FORGET_TABLE -> forgetTable(command.getForgetTable().getTableId(), state);
            case ADMIT_NODE -> ClusterChanges.admitNode(command.getAdmitNode(), state);
            case DRAIN_NODE -> ClusterChanges.drainNode(command.getDrainNode().getNodeId(), state);
            case REMOVE_NODE ->
                ClusterChanges.removeNode(command.getRemoveNode().getNodeId(), state);
            case PLACE_PARTITION -> ClusterChanges.placePartition(command.getPlacePartition(), state);
            case SETTLE_PARTITION -> ClusterChanges.settlePartition(command.getSettlePartition(), state);
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

    private static Decision createTable(CreateTableCommand command, CatalogState state) {
        if (state.clusterId().isEmpty()) {
            return Decision.refused(ErrorCode.SERVICE_UNAVAILABLE, "The cluster is not founded yet");
        }
        TableSchema schema = CatalogCodec.fromProto(command.getSchema());
        if (state.tables().containsKey(schema.name())) {
            return Decision.refused(ErrorCode.RESOURCE_IN_USE, "Table already exists: " + schema.name());
        }
        if (state.tables().size() >= CatalogLimits.TABLES_MAX) {
            return Decision.refused(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: There is a limit of " + CatalogLimits.TABLES_MAX + " tables");
        }
        if (tooManyOperations(state)) {
            return refusedTooManyOperations();
        }
        return change(new TableInfo(state.nextTableId(), 1, schema, TableStatus.CREATING, command.getNowMillis()));
    }

    private static Decision activateTable(long id, CatalogState state) {
        TableInfo table = state.table(id);
        if (table == null) {
            return Decision.refused(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table id: " + id);
        }
        return switch (table.status()) {
            case CREATING -> change(withStatus(table, TableStatus.ACTIVE));
            // Confirmed late by an earlier leader's procedure.
            case ACTIVE, DELETING -> Decision.nothingToDo(new TableStands(table));
        };
    }

    private static Decision deleteTable(String name, CatalogState state) {
        TableInfo table = state.tables().get(name);
        if (table == null) {
            return Decision.refused(
                    ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table: " + name + " not found");
        }
        return switch (table.status()) {
            case CREATING ->
                Decision.refused(
                        ErrorCode.RESOURCE_IN_USE,
                        "Attempt to change a resource which is still in use: Table is being created: " + name);
            case DELETING ->
                Decision.refused(
                        ErrorCode.RESOURCE_IN_USE,
                        "Attempt to change a resource which is still in use: Table is being deleted: " + name);
            case ACTIVE ->
                tooManyOperations(state) ? refusedTooManyOperations() : change(withStatus(table, TableStatus.DELETING));
        };
    }

    private static Decision forgetTable(long id, CatalogState state) {
        TableInfo table = state.table(id);
        if (table == null) {
            return Decision.nothingToDo(new TableForgotten(id));
        }
        return switch (table.status()) {
            case CREATING, ACTIVE ->
                Decision.refused(ErrorCode.RESOURCE_IN_USE, "Not being deleted: Table: " + table.name());
            case DELETING ->
                new Decision(
                        List.of(CatalogRecord.newBuilder().setTableForgotten(id).build()), new TableForgotten(id));
        };
    }

    private static boolean tooManyOperations(CatalogState state) {
        return state.unsettled().size() >= CatalogLimits.CONTROL_OPERATIONS_MAX;
    }

    private static Decision refusedTooManyOperations() {
        return Decision.refused(
                ErrorCode.LIMIT_EXCEEDED,
                "Subscriber limit exceeded: Only " + CatalogLimits.CONTROL_OPERATIONS_MAX
                        + " tables can be created, updated, or deleted simultaneously");
    }

    private static TableInfo withStatus(TableInfo table, TableStatus status) {
        return new TableInfo(table.id(), table.schemaVersion(), table.schema(), status, table.createdAtMillis());
    }

    private static Decision change(TableInfo table) {
        return new Decision(
                List.of(CatalogRecord.newBuilder()
                        .setTable(CatalogCodec.toProto(table))
                        .build()),
                new TableStands(table));
    }
}
