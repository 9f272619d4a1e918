package io.stator.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** DynamoDB's rules on what a request may say. Every method throws a ValidationException with DynamoDB's message. */
public final class Validation {
    private Validation() {}

    public static void tableName(String name) {
        throw new UnsupportedOperationException();
    }

    public static void tableSchema(TableSchema schema) {
        throw new UnsupportedOperationException();
    }

    /** An item to be put: key attributes there and valid, sizes, nesting. */
    public static void item(TableInfo table, Item item) {
        throw new UnsupportedOperationException();
    }

    /** A key: the key attributes, valid, and nothing else. */
    public static void key(TableInfo table, Item key) {
        throw new UnsupportedOperationException();
    }

    public static void condition(Condition condition) {
        throw new UnsupportedOperationException();
    }

    public static void update(TableInfo table, List<UpdateAction> actions) {
        throw new UnsupportedOperationException();
    }

    public static void query(TableInfo table, AttributeValue partitionKey, @Nullable SortKeyRange sortKey) {
        throw new UnsupportedOperationException();
    }
}
