package io.stator.catalog;

import io.stator.model.TableSchema;
import io.stator.proto.v1.ActivateTableCommand;
import io.stator.proto.v1.AdmitNodeCommand;
import io.stator.proto.v1.CatalogCommand;
import io.stator.proto.v1.CreateTableCommand;
import io.stator.proto.v1.DeleteTableCommand;
import io.stator.proto.v1.DrainNodeCommand;
import io.stator.proto.v1.ForgetTableCommand;
import io.stator.proto.v1.FoundClusterCommand;
import io.stator.proto.v1.PlacePartitionCommand;
import io.stator.proto.v1.RemoveNodeCommand;
import io.stator.proto.v1.SettlePartitionCommand;

/** The commands of the catalog's log, as they are proposed. */
final class CatalogCommands {
    private CatalogCommands() {}

    static CatalogCommand foundCluster(Founding founding) {
        FoundClusterCommand.Builder command = FoundClusterCommand.newBuilder()
                .setClusterId(founding.clusterId())
                .setPartitions(founding.partitions())
                .setReplicationFactor(founding.replicationFactor());
        founding.nodes().forEach(node -> command.addNodes(CatalogCodec.toProto(node)));
        return command().setFoundCluster(command).build();
    }

    static CatalogCommand createTable(TableSchema schema, long nowMillis) {
        return command()
                .setCreateTable(CreateTableCommand.newBuilder()
                        .setSchema(CatalogCodec.toProto(schema))
                        .setNowMillis(nowMillis))
                .build();
    }

    static CatalogCommand activateTable(long tableId) {
        return command()
                .setActivateTable(ActivateTableCommand.newBuilder().setTableId(tableId))
                .build();
    }

    static CatalogCommand deleteTable(String name) {
        return command()
                .setDeleteTable(DeleteTableCommand.newBuilder().setName(name))
                .build();
    }

    static CatalogCommand forgetTable(long tableId) {
        return command()
                .setForgetTable(ForgetTableCommand.newBuilder().setTableId(tableId))
                .build();
    }

    static CatalogCommand admitNode(NodeRecord node, boolean replace) {
        return command()
                .setAdmitNode(AdmitNodeCommand.newBuilder()
                        .setNode(CatalogCodec.toProto(node))
                        .setReplace(replace))
                .build();
    }

    static CatalogCommand drainNode(String nodeId) {
        return command()
                .setDrainNode(DrainNodeCommand.newBuilder().setNodeId(nodeId))
                .build();
    }

    static CatalogCommand removeNode(String nodeId) {
        return command()
                .setRemoveNode(RemoveNodeCommand.newBuilder().setNodeId(nodeId))
                .build();
    }

    static CatalogCommand placePartition(Rebalancing.Move move) {
        return command()
                .setPlacePartition(PlacePartitionCommand.newBuilder()
                        .setPartitionId(move.partition().id())
                        .setPlacement(move.partition().placement())
                        .addAllReplicas(move.replicas()))
                .build();
    }

    static CatalogCommand settlePartition(PartitionRecord partition) {
        return command()
                .setSettlePartition(SettlePartitionCommand.newBuilder()
                        .setPartitionId(partition.id())
                        .setPlacement(partition.placement()))
                .build();
    }

    private static CatalogCommand.Builder command() {
        return CatalogCommand.newBuilder().setFormat(CatalogState.FORMAT);
    }
}
