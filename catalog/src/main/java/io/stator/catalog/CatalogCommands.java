package io.stator.catalog;

import io.stator.model.BillingMode;
import io.stator.model.TableChange;
import io.stator.model.TableClass;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.Tag;
import io.stator.model.Throughput;
import io.stator.model.TimeToLiveChange;
import io.stator.proto.v1.ActivateTableCommand;
import io.stator.proto.v1.AddUserCommand;
import io.stator.proto.v1.AdmitNodeCommand;
import io.stator.proto.v1.CatalogCommand;
import io.stator.proto.v1.CreateTableCommand;
import io.stator.proto.v1.DeleteTableCommand;
import io.stator.proto.v1.DrainNodeCommand;
import io.stator.proto.v1.ForgetTableCommand;
import io.stator.proto.v1.FoundClusterCommand;
import io.stator.proto.v1.PlacePartitionCommand;
import io.stator.proto.v1.RemoveNodeCommand;
import io.stator.proto.v1.RemoveUserCommand;
import io.stator.proto.v1.SettlePartitionCommand;
import io.stator.proto.v1.SettleTimeToLiveCommand;
import io.stator.proto.v1.TagTableCommand;
import io.stator.proto.v1.UntagTableCommand;
import io.stator.proto.v1.UpdateTableCommand;
import io.stator.proto.v1.UpdateTimeToLiveCommand;
import java.util.List;

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

    static CatalogCommand createTable(TableCreation creation) {
        TableDefinition definition = creation.definition();
        CreateTableCommand.Builder command = CreateTableCommand.newBuilder()
                .setSchema(CatalogCodec.toProto(definition.schema()))
                .setNowMillis(creation.nowMillis())
                .setUuid(creation.uuid())
                .setBillingMode(TablePropertiesCodec.toProto(definition.billingMode()))
                .setTableClass(TablePropertiesCodec.toProto(definition.tableClass()))
                .setDeletionProtected(definition.deletionProtected());
        if (!definition.throughput().isNone()) {
            command.setThroughput(TablePropertiesCodec.toProto(definition.throughput()));
        }
        definition.tags().forEach(tag -> command.addTags(TablePropertiesCodec.toProto(tag)));
        if (definition.maxima().isNone()) {
            return command().setCreateTable(command).build();
        }
        return command(CatalogState.FORMAT_OF_MAXIMA)
                .setCreateTable(command.setOnDemand(TablePropertiesCodec.toProto(definition.maxima())))
                .build();
    }

    /** @param activatedLater whether the table is to be UPDATING until {@link #activateTable} */
    static CatalogCommand updateTable(TableChange change, boolean activatedLater, long nowMillis) {
        UpdateTableCommand.Builder command =
                UpdateTableCommand.newBuilder().setName(change.table()).setNowMillis(nowMillis);
        BillingMode mode = change.billingMode();
        if (mode != null) {
            command.setBillingMode(TablePropertiesCodec.toProto(mode));
        }
        Throughput throughput = change.throughput();
        if (throughput != null) {
            command.setThroughput(TablePropertiesCodec.toProto(throughput));
        }
        TableClass tableClass = change.tableClass();
        if (tableClass != null) {
            command.setTableClass(TablePropertiesCodec.toProto(tableClass));
        }
        Boolean deletionProtected = change.deletionProtected();
        if (deletionProtected != null) {
            command.setDeletionProtected(deletionProtected);
        }
        command.setActivatedLater(activatedLater);
        if (!change.maxima().isNone()) {
            return command(CatalogState.FORMAT_OF_MAXIMA)
                    .setUpdateTable(command.setOnDemand(TablePropertiesCodec.toProto(change.maxima())))
                    .build();
        }
        return command(activatedLater ? CatalogState.FORMAT_OF_UPDATING : CatalogState.FORMAT_USUAL)
                .setUpdateTable(command)
                .build();
    }

    static CatalogCommand tagTable(String name, List<Tag> tags) {
        TagTableCommand.Builder command = TagTableCommand.newBuilder().setName(name);
        tags.forEach(tag -> command.addTags(TablePropertiesCodec.toProto(tag)));
        return command().setTagTable(command).build();
    }

    static CatalogCommand untagTable(String name, List<String> keys) {
        return command()
                .setUntagTable(UntagTableCommand.newBuilder().setName(name).addAllKeys(keys))
                .build();
    }

    static CatalogCommand updateTimeToLive(TimeToLiveChange change, long nowMillis) {
        return command()
                .setUpdateTimeToLive(UpdateTimeToLiveCommand.newBuilder()
                        .setName(change.table())
                        .setAttribute(change.attribute())
                        .setEnabled(change.enabled())
                        .setNowMillis(nowMillis))
                .build();
    }

    static CatalogCommand settleTimeToLive(TableInfo table) {
        return command()
                .setSettleTimeToLive(SettleTimeToLiveCommand.newBuilder()
                        .setTableId(table.id())
                        .setVersion(table.properties().timeToLive().version()))
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

    static CatalogCommand addUser(UserRecord user) {
        return command()
                .setAddUser(AddUserCommand.newBuilder().setUser(UserCodec.toProto(user)))
                .build();
    }

    static CatalogCommand removeUser(String name) {
        return command()
                .setRemoveUser(RemoveUserCommand.newBuilder().setName(name))
                .build();
    }

    private static CatalogCommand.Builder command() {
        return command(CatalogState.FORMAT_USUAL);
    }

    private static CatalogCommand.Builder command(int format) {
        return CatalogCommand.newBuilder().setFormat(format);
    }
}
