package io.stator.partition.command;

import io.stator.model.Bounds;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyType;
import io.stator.model.Position;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.proto.v1.Table;

/** Tables and bounds to and from table.proto. What it reads is checked for its shape only. */
public final class TableCodec {
    private TableCodec() {}

    public static Table toProto(TableInfo table) {
        io.stator.proto.v1.TableSchema.Builder schema = io.stator.proto.v1.TableSchema.newBuilder()
                .setName(table.schema().name())
                .setPartitionKey(toProto(table.schema().partitionKey()));
        KeyAttribute sortKey = table.schema().sortKey();
        if (sortKey != null) {
            schema.setSortKey(toProto(sortKey));
        }
        return Table.newBuilder()
                .setId(table.id())
                .setSchemaVersion(table.schemaVersion())
                .setSchema(schema)
                .setStatus(
                        switch (table.status()) {
                            case CREATING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_CREATING;
                            case ACTIVE -> io.stator.proto.v1.TableStatus.TABLE_STATUS_ACTIVE;
                            case DELETING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_DELETING;
                        })
                .setCreatedAtMillis(table.createdAtMillis())
                .build();
    }

    public static TableInfo fromProto(Table proto) {
        if (proto.getId() < 1 || !proto.getSchema().hasPartitionKey()) {
            throw new MalformedCommandException("a table without an id or a partition key");
        }
        io.stator.proto.v1.TableSchema schema = proto.getSchema();
        return new TableInfo(
                proto.getId(),
                proto.getSchemaVersion(),
                new TableSchema(
                        schema.getName(),
                        fromProto(schema.getPartitionKey()),
                        schema.hasSortKey() ? fromProto(schema.getSortKey()) : null),
                switch (proto.getStatus()) {
                    case TABLE_STATUS_CREATING -> TableStatus.CREATING;
                    case TABLE_STATUS_ACTIVE -> TableStatus.ACTIVE;
                    case TABLE_STATUS_DELETING -> TableStatus.DELETING;
                    case TABLE_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                        throw new MalformedCommandException("a table status of no known kind");
                },
                proto.getCreatedAtMillis());
    }

    public static io.stator.proto.v1.Bounds toProto(Bounds bounds) {
        io.stator.proto.v1.Bounds.Builder proto = io.stator.proto.v1.Bounds.newBuilder();
        Position from = bounds.from();
        if (from != null) {
            proto.setFrom(toProto(from));
        }
        Position to = bounds.to();
        if (to != null) {
            proto.setTo(toProto(to));
        }
        return proto.build();
    }

    public static Bounds fromProto(io.stator.proto.v1.Bounds proto) {
        return new Bounds(
                proto.hasFrom() ? fromProto(proto.getFrom()) : null, proto.hasTo() ? fromProto(proto.getTo()) : null);
    }

    private static io.stator.proto.v1.Position toProto(Position position) {
        return io.stator.proto.v1.Position.newBuilder()
                .setToken(position.token())
                .setTableId(position.tableId())
                .setPartitionKey(position.partitionKey())
                .setSortKey(position.sortKey())
                .build();
    }

    private static Position fromProto(io.stator.proto.v1.Position proto) {
        return new Position(proto.getToken(), proto.getTableId(), proto.getPartitionKey(), proto.getSortKey());
    }

    private static io.stator.proto.v1.KeyAttribute toProto(KeyAttribute attribute) {
        return io.stator.proto.v1.KeyAttribute.newBuilder()
                .setName(attribute.name())
                .setType(
                        switch (attribute.type()) {
                            case STRING -> io.stator.proto.v1.KeyType.KEY_TYPE_STRING;
                            case NUMBER -> io.stator.proto.v1.KeyType.KEY_TYPE_NUMBER;
                            case BINARY -> io.stator.proto.v1.KeyType.KEY_TYPE_BINARY;
                        })
                .build();
    }

    private static KeyAttribute fromProto(io.stator.proto.v1.KeyAttribute proto) {
        return new KeyAttribute(
                proto.getName(),
                switch (proto.getType()) {
                    case KEY_TYPE_STRING -> KeyType.STRING;
                    case KEY_TYPE_NUMBER -> KeyType.NUMBER;
                    case KEY_TYPE_BINARY -> KeyType.BINARY;
                    case KEY_TYPE_UNSPECIFIED, UNRECOGNIZED ->
                        throw new MalformedCommandException("a key type of no known kind");
                });
    }
}
