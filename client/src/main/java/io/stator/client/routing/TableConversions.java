package io.stator.client.routing;

import io.stator.model.KeyAttribute;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableSize;
import io.stator.model.TableStatus;
import io.stator.proto.v1.Table;
import java.util.Optional;

/**
 * Tables and their schemas, model and message. What comes from a message is untrusted: a malformed
 * one is a ValidationException. Stateless.
 */
public final class TableConversions {
    private TableConversions() {}

    public static Table toProto(TableInfo table) {
        Table.Builder message = Table.newBuilder()
                .setId(table.id())
                .setSchemaVersion(table.schemaVersion())
                .setSchema(toProto(table.schema()))
                .setStatus(toProto(table.status()))
                .setCreatedAtMillis(table.createdAtMillis());
        if (!table.properties().equals(TableProperties.NONE)) {
            message.setProperties(TablePropertiesConversions.toProto(table.properties()));
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
                table.hasProperties()
                        ? TablePropertiesConversions.fromProto(table.getProperties())
                        : TableProperties.NONE);
    }

    public static io.stator.proto.v1.TableSize toProto(TableSize size) {
        return io.stator.proto.v1.TableSize.newBuilder()
                .setItems(size.items())
                .setBytes(size.bytes())
                .build();
    }

    /** As the answer to DescribeTable tells it; empty: it does not. */
    public static Optional<TableSize> sizeOf(Table table) {
        return table.hasSize()
                ? Optional.of(new TableSize(
                        table.getSize().getItems(), table.getSize().getBytes()))
                : Optional.empty();
    }

    public static io.stator.proto.v1.TableSchema toProto(TableSchema schema) {
        io.stator.proto.v1.TableSchema.Builder builder = io.stator.proto.v1.TableSchema.newBuilder()
                .setName(schema.name())
                .setPartitionKey(toProto(schema.partitionKey()));
        KeyAttribute sortKey = schema.sortKey();
        return sortKey == null
                ? builder.build()
                : builder.setSortKey(toProto(sortKey)).build();
    }

    public static TableSchema fromProto(io.stator.proto.v1.TableSchema schema) {
        if (!schema.hasPartitionKey()) {
            throw StatorException.validation("A table schema has no partition key");
        }
        return new TableSchema(
                schema.getName(),
                fromProto(schema.getPartitionKey()),
                schema.hasSortKey() ? fromProto(schema.getSortKey()) : null);
    }

    private static io.stator.proto.v1.KeyAttribute toProto(KeyAttribute attribute) {
        io.stator.proto.v1.KeyType type = switch (attribute.type()) {
            case STRING -> io.stator.proto.v1.KeyType.KEY_TYPE_STRING;
            case NUMBER -> io.stator.proto.v1.KeyType.KEY_TYPE_NUMBER;
            case BINARY -> io.stator.proto.v1.KeyType.KEY_TYPE_BINARY;
        };
        return io.stator.proto.v1.KeyAttribute.newBuilder()
                .setName(attribute.name())
                .setType(type)
                .build();
    }

    private static KeyAttribute fromProto(io.stator.proto.v1.KeyAttribute attribute) {
        KeyType type = switch (attribute.getType()) {
            case KEY_TYPE_STRING -> KeyType.STRING;
            case KEY_TYPE_NUMBER -> KeyType.NUMBER;
            case KEY_TYPE_BINARY -> KeyType.BINARY;
            case KEY_TYPE_UNSPECIFIED, UNRECOGNIZED -> throw StatorException.validation("A key attribute has no type");
        };
        return new KeyAttribute(attribute.getName(), type);
    }

    private static io.stator.proto.v1.TableStatus toProto(TableStatus status) {
        return switch (status) {
            case CREATING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_CREATING;
            case ACTIVE -> io.stator.proto.v1.TableStatus.TABLE_STATUS_ACTIVE;
            case UPDATING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_UPDATING;
            case DELETING -> io.stator.proto.v1.TableStatus.TABLE_STATUS_DELETING;
        };
    }

    private static TableStatus fromProto(io.stator.proto.v1.TableStatus status) {
        return switch (status) {
            case TABLE_STATUS_CREATING -> TableStatus.CREATING;
            case TABLE_STATUS_ACTIVE -> TableStatus.ACTIVE;
            case TABLE_STATUS_UPDATING -> TableStatus.UPDATING;
            case TABLE_STATUS_DELETING -> TableStatus.DELETING;
            case TABLE_STATUS_UNSPECIFIED, UNRECOGNIZED -> throw StatorException.validation("A table has no status");
        };
    }
}
