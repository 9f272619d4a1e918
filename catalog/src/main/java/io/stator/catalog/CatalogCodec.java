package io.stator.catalog;

import io.stator.model.Bounds;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyType;
import io.stator.model.Position;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.Table;
import java.util.function.LongFunction;

/**
 * The catalog's values as the messages of table.proto, and back. Stateless. What a message lacks or does not know
 * is an IllegalArgumentException.
 */
public final class CatalogCodec {
    private CatalogCodec() {}

    public static Table toProto(TableInfo table) {
        Table.Builder message = Table.newBuilder()
                .setId(table.id())
                .setSchemaVersion(table.schemaVersion())
                .setSchema(toProto(table.schema()))
                .setStatus(toProto(table.status()))
                .setCreatedAtMillis(table.createdAtMillis());
        if (!table.properties().equals(TableProperties.NONE)) {
            message.setProperties(TablePropertiesCodec.toProto(table.properties()));
        }
        return message.build();
    }

    public static TableInfo fromProto(Table table) {
        return new TableInfo(
                table.getId(),
                table.getSchemaVersion(),
                fromProto(table.getSchema()),
                fromProto(table.getStatus()),
                table.getCreatedAtMillis(),
                table.hasProperties() ? TablePropertiesCodec.fromProto(table.getProperties()) : TableProperties.NONE);
    }

    public static io.stator.proto.v1.TableSchema toProto(TableSchema schema) {
        io.stator.proto.v1.TableSchema.Builder message = io.stator.proto.v1.TableSchema.newBuilder()
                .setName(schema.name())
                .setPartitionKey(toProto(schema.partitionKey()));
        schema.optionalSortKey().ifPresent(sortKey -> message.setSortKey(toProto(sortKey)));
        return message.build();
    }

    public static TableSchema fromProto(io.stator.proto.v1.TableSchema schema) {
        return new TableSchema(
                schema.getName(),
                fromProto(schema.getPartitionKey()),
                schema.hasSortKey() ? fromProto(schema.getSortKey()) : null);
    }

    public static io.stator.proto.v1.KeyAttribute toProto(KeyAttribute attribute) {
        return io.stator.proto.v1.KeyAttribute.newBuilder()
                .setName(attribute.name())
                .setType(toProto(attribute.type()))
                .build();
    }

    public static KeyAttribute fromProto(io.stator.proto.v1.KeyAttribute attribute) {
        return new KeyAttribute(attribute.getName(), fromProto(attribute.getType()));
    }

    public static io.stator.proto.v1.KeyType toProto(KeyType type) {
        return switch (type) {
            case STRING -> io.stator.proto.v1.KeyType.KEY_TYPE_STRING;
            case NUMBER -> io.stator.proto.v1.KeyType.KEY_TYPE_NUMBER;
            case BINARY -> io.stator.proto.v1.KeyType.KEY_TYPE_BINARY;
        };
    }

    public static KeyType fromProto(io.stator.proto.v1.KeyType type) {
        return switch (type) {
            case KEY_TYPE_STRING -> KeyType.STRING;
            case KEY_TYPE_NUMBER -> KeyType.NUMBER;
            case KEY_TYPE_BINARY -> KeyType.BINARY;
            case KEY_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("key type missing: " + type);
        };
    }

    public static io.stator.proto.v1.TableStatus toProto(TableStatus status) {
        return switch (status) {
            case CREATING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_CREATING;
            case ACTIVE -> io.stator.proto.v1.TableStatus.TABLE_STATUS_ACTIVE;
            case UPDATING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_UPDATING;
            case DELETING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_DELETING;
        };
    }

    public static TableStatus fromProto(io.stator.proto.v1.TableStatus status) {
        return switch (status) {
            case TABLE_STATUS_CREATING -> TableStatus.CREATING;
            case TABLE_STATUS_ACTIVE -> TableStatus.ACTIVE;
            case TABLE_STATUS_UPDATING -> TableStatus.UPDATING;
            case TABLE_STATUS_DELETING -> TableStatus.DELETING;
            case TABLE_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("table status missing: " + status);
        };
    }

    public static NodeInfo toProto(NodeRecord node) {
        return NodeInfo.newBuilder()
                .setId(node.id())
                .setIncarnation(node.incarnation())
                .setClientAddress(node.clientAddress())
                .setRaftAddress(node.raftAddress())
                .build();
    }

    public static NodeRecord fromProto(NodeInfo node) {
        return new NodeRecord(node.getId(), node.getIncarnation(), node.getClientAddress(), node.getRaftAddress());
    }

    /** @param leader node id, empty if unknown; the catalog itself does not know it */
    public static PartitionInfo toProto(PartitionRecord partition, String leader) {
        return PartitionInfo.newBuilder()
                .setId(partition.id())
                .setEpoch(partition.epoch())
                .setBounds(toProto(partition.bounds()))
                .addAllReplicas(partition.replicas())
                .setLeader(leader)
                .setPlacement(partition.placement())
                .setSettled(partition.settled())
                .build();
    }

    public static PartitionRecord fromProto(PartitionInfo partition) {
        return new PartitionRecord(
                partition.getId(),
                partition.getEpoch(),
                fromProto(partition.getBounds()),
                partition.getReplicasList(),
                partition.getPlacement(),
                partition.getSettled());
    }

    public static io.stator.proto.v1.Bounds toProto(Bounds bounds) {
        io.stator.proto.v1.Bounds.Builder message = io.stator.proto.v1.Bounds.newBuilder();
        Position from = bounds.from();
        if (from != null) {
            message.setFrom(toProto(from));
        }
        Position to = bounds.to();
        if (to != null) {
            message.setTo(toProto(to));
        }
        return message.build();
    }

    public static Bounds fromProto(io.stator.proto.v1.Bounds bounds) {
        return new Bounds(
                bounds.hasFrom() ? fromProto(bounds.getFrom()) : null,
                bounds.hasTo() ? fromProto(bounds.getTo()) : null);
    }

    public static io.stator.proto.v1.Position toProto(Position position) {
        return io.stator.proto.v1.Position.newBuilder()
                .setToken(position.token())
                .setTableId(position.tableId())
                .setPartitionKey(position.partitionKey())
                .setSortKey(position.sortKey())
                .build();
    }

    public static Position fromProto(io.stator.proto.v1.Position position) {
        return new Position(
                position.getToken(), position.getTableId(), position.getPartitionKey(), position.getSortKey());
    }

    /** What clients cache. {@code leaderOf} gives a partition id's leader as a node id, empty if unknown. */
    public static PartitionMap partitionMap(CatalogView view, LongFunction<String> leaderOf) {
        PartitionMap.Builder map = PartitionMap.newBuilder().setClusterId(view.clusterId());
        view.nodes().values().forEach(node -> map.addNodes(toProto(node)));
        view.partitions().forEach(partition -> map.addPartitions(toProto(partition, leaderOf.apply(partition.id()))));
        return map.build();
    }
}
