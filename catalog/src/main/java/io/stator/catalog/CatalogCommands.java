package io.stator.catalog;

import io.stator.model.TableSchema;
import io.stator.proto.v1.ActivateTableCommand;
import io.stator.proto.v1.CatalogCommand;
import io.stator.proto.v1.CreateTableCommand;
import io.stator.proto.v1.DeleteTableCommand;
import io.stator.proto.v1.ForgetTableCommand;
import io.stator.proto.v1.FoundClusterCommand;

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

    private static CatalogCommand.Builder command() {
        return CatalogCommand.newBuilder().setFormat(CatalogState.FORMAT);
    }
}
