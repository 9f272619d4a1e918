package io.stator.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table's name and key. The constructor accepts anything; {@link Validation#tableSchema} checks it
 * by DynamoDB's rules.
 */
public record TableSchema(
        String name, KeyAttribute partitionKey, @Nullable KeyAttribute sortKey) {

    /** A table with a partition key alone. */
    public static TableSchema of(String name, String partitionKey, KeyType type) {
        return new TableSchema(name, new KeyAttribute(partitionKey, type), null);
    }

    /** A table with a partition key and a sort key. */
    public static TableSchema of(
            String name, String partitionKey, KeyType partitionType, String sortKey, KeyType sortType) {
        return new TableSchema(
                name, new KeyAttribute(partitionKey, partitionType), new KeyAttribute(sortKey, sortType));
    }

    public Optional<KeyAttribute> optionalSortKey() {
        return Optional.ofNullable(sortKey);
    }
}
