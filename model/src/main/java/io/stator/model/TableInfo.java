package io.stator.model;

/**
 * A table as the catalog knows it.
 *
 * @param id never reused, from 1
 * @param schemaVersion from 1, counts changes of the schema
 * @param createdAtMillis wall clock, since 1970
 */
public record TableInfo(long id, int schemaVersion, TableSchema schema, TableStatus status, long createdAtMillis) {
    public String name() {
        return schema.name();
    }
}
