package io.stator.partition.command;

import io.stator.model.Bounds;
import io.stator.model.KeyAttribute;
import io.stator.model.KeyType;
import io.stator.model.Position;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveStatus;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TableProperties;

/**
 * Tables and bounds to and from table.proto. Of a table's properties partitions know its time to live alone. What is read is
 * checked for its shape only.
 */
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
        Table.Builder proto = Table.newBuilder()
                .setId(table.id())
                .setSchemaVersion(table.schemaVersion())
                .setSchema(schema)
                .setStatus(
                        switch (table.status()) {
                            case CREATING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_CREATING;
                            // What else is being changed is none of a partition's concern.
                            case ACTIVE, UPDATING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_ACTIVE;
                            case DELETING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_DELETING;
                        })
                .setCreatedAtMillis(table.createdAtMillis());
        TimeToLive timeToLive = table.properties().timeToLive();
        if (timeToLive.version() > 0) {
            proto.setProperties(TableProperties.newBuilder().setTimeToLive(toProto(timeToLive)));
        }
        return proto.build();
    }

    /** To a partition it is on or off: what the others know is none of its concern. */
    private static io.stator.proto.v1.TimeToLive toProto(TimeToLive timeToLive) {
        return io.stator.proto.v1.TimeToLive.newBuilder()
                .setAttribute(timeToLive.expiryAttribute().orElse(""))
                .setStatus(
                        timeToLive.isOn()
                                ? io.stator.proto.v1.TimeToLiveStatus.TIME_TO_LIVE_STATUS_ENABLED
                                : io.stator.proto.v1.TimeToLiveStatus.TIME_TO_LIVE_STATUS_DISABLED)
                .setChangedAtMillis(timeToLive.changedAtMillis())
                .setVersion(timeToLive.version())
                .build();
    }

    private static TimeToLive fromProto(io.stator.proto.v1.TimeToLive proto) {
        return new TimeToLive(
                proto.getAttribute(),
                switch (proto.getStatus()) {
                    case TIME_TO_LIVE_STATUS_UNSPECIFIED, TIME_TO_LIVE_STATUS_DISABLED -> TimeToLiveStatus.DISABLED;
                    case TIME_TO_LIVE_STATUS_ENABLED -> TimeToLiveStatus.ENABLED;
                    case TIME_TO_LIVE_STATUS_ENABLING, TIME_TO_LIVE_STATUS_DISABLING, UNRECOGNIZED ->
                        throw new MalformedCommandException("a time to live of no known kind");
                },
                proto.getChangedAtMillis(),
                proto.getVersion());
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
                    case TABLE_STATUS_UNSPECIFIED, TABLE_STATUS_UPDATING, UNRECOGNIZED ->
                        throw new MalformedCommandException("a table status of no known kind");
                },
                proto.getCreatedAtMillis(),
                io.stator.model.TableProperties.NONE.with(
                        fromProto(proto.getProperties().getTimeToLive())));
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
