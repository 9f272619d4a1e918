package io.stator.model;

/**
 * A table as the catalog knows it.
 *
 * @param id never reused, from 1
 * @param schemaVersion from 1, counts changes of the schema
 * @param createdAtMillis wall clock, since 1970
 */
public record TableInfo(
        long id,
        int schemaVersion,
        TableSchema schema,
        TableStatus status,
        long createdAtMillis,
        TableProperties properties) {

    /** A table for which nothing but its schema was asked. */
    public TableInfo(long id, int schemaVersion, TableSchema schema, TableStatus status, long createdAtMillis) {
        this(id, schemaVersion, schema, status, createdAtMillis, TableProperties.NONE);
    }

    public String name() {
        return schema.name();
    }

    public TableInfo with(TableStatus newStatus) {
        return new TableInfo(id, schemaVersion, schema, newStatus, createdAtMillis, properties);
    }

    public TableInfo with(TableProperties newProperties) {
        return new TableInfo(id, schemaVersion, schema, status, createdAtMillis, newProperties);
    }

    /** Whether a partition that knows the other one is to be told of this one. */
    public boolean isNewerThan(TableInfo other) {
        return schemaVersion > other.schemaVersion
                || (schemaVersion == other.schemaVersion
                        && properties.timeToLive().version()
                                > other.properties.timeToLive().version());
    }
}
