package io.stator.model;

import org.jspecify.annotations.Nullable;

/** DynamoDB's rules on what a request may say. Every method throws a ValidationException with DynamoDB's message. */
public final class Validation {
    private Validation() {}

    /** 3 to 255 characters of {@code [a-zA-Z0-9_.-]}. */
    public static void tableName(String name) {
        if (name.length() < Limits.TABLE_NAME_CHARS_MIN || name.length() > Limits.TABLE_NAME_CHARS_MAX) {
            throw StatorException.validation(
                    "TableName must be at least 3 characters long and at most 255 characters long");
        }
        if (!name.chars().allMatch(Validation::isNameChar)) {
            throw StatorException.validation("1 validation error detected: Value '" + name
                    + "' at 'tableName' failed to satisfy constraint: "
                    + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
        }
    }

    private static boolean isNameChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '.'
                || c == '-';
    }

    /** The name, and key attributes' names: 1 to 255 bytes, different. */
    public static void tableSchema(TableSchema schema) {
        tableName(schema.name());
        keyName(schema.partitionKey(), 1);
        KeyAttribute sortKey = schema.sortKey();
        if (sortKey != null) {
            keyName(sortKey, 2);
            if (sortKey.name().equals(schema.partitionKey().name())) {
                throw StatorException.validation(
                        "Both the Hash Key and the Range Key element in the KeySchema have the same name");
            }
        }
    }

    private static void keyName(KeyAttribute attribute, int member) {
        int bytes = Utf8.length(attribute.name());
        if (bytes == 0 || bytes > Limits.KEY_NAME_BYTES_MAX) {
            throw StatorException.validation(
                    "1 validation error detected: Value '" + MessageText.shortened(attribute.name())
                            + "' at 'keySchema." + member
                            + ".member.attributeName' failed to satisfy constraint: Member must have length "
                            + (bytes == 0 ? "greater than or equal to 1" : "less than or equal to 255"));
        }
    }

    /** An item to be put: key attributes there and valid, sizes, nesting. */
    public static void item(TableInfo table, Item item) {
        for (var attribute : item.attributes().entrySet()) {
            attributeName(attribute.getKey());
            nesting(attribute.getValue());
        }
        TableSchema schema = table.schema();
        KeyRules.inItem(schema.partitionKey(), KeyRules.Role.PARTITION, item);
        if (schema.sortKey() != null) {
            KeyRules.inItem(schema.sortKey(), KeyRules.Role.SORT, item);
        }
        if (ItemSize.of(item) > Limits.ITEM_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.ITEM_TOO_LARGE);
        }
    }

    /** A key: the key attributes, valid, and nothing else. */
    public static void key(TableInfo table, Item key) {
        TableSchema schema = table.schema();
        if (key.attributes().size() != (schema.sortKey() == null ? 1 : 2)) {
            throw StatorException.validation(KeyRules.SCHEMA_MISMATCH);
        }
        KeyRules.inKey(schema.partitionKey(), KeyRules.Role.PARTITION, key);
        if (schema.sortKey() != null) {
            KeyRules.inKey(schema.sortKey(), KeyRules.Role.SORT, key);
        }
    }

    /** Whether an item has the attributes of the table's key in their types, whatever their contents. */
    public static boolean hasKeyOf(TableInfo table, Item item) {
        TableSchema schema = table.schema();
        return KeyRules.isIn(schema.partitionKey(), item)
                && (schema.sortKey() == null || KeyRules.isIn(schema.sortKey(), item));
    }

    /** Whether a key has the attributes of the table's key in their types, and no other, whatever their contents. */
    public static boolean isKeyOf(TableInfo table, Item key) {
        return key.attributes().size() == (table.schema().sortKey() == null ? 1 : 2) && hasKeyOf(table, key);
    }

    /** A partition key value, and a range of sort keys (null: all) if the table has any. */
    public static void query(TableInfo table, AttributeValue partitionKey, @Nullable SortKeyRange sortKey) {
        query(table.schema(), partitionKey, sortKey);
    }

    /** As the other, on a schema that need not be a table's. */
    public static void query(TableSchema schema, AttributeValue partitionKey, @Nullable SortKeyRange sortKey) {
        KeyRules.inQuery(schema.partitionKey(), KeyRules.Role.PARTITION, partitionKey);
        if (sortKey != null && !sortKey.equals(SortKeyRange.ALL)) {
            KeyAttribute attribute = schema.sortKey();
            if (attribute == null) {
                throw StatorException.validation("Query key condition not supported");
            }
            SortKeyRules.check(attribute, sortKey);
        }
    }

    /** The name of an attribute or map member: 1 to 65535 bytes. */
    public static void attributeName(String name) {
        int bytes = Utf8.length(name);
        if (bytes == 0) {
            throw StatorException.validation("Empty attribute name");
        }
        if (bytes > Limits.ATTRIBUTE_NAME_BYTES_MAX) {
            throw StatorException.validation("Attribute name is too large, must be less than 65536 bytes");
        }
    }

    /** An attribute's value: its levels, and the names inside. */
    public static void nesting(AttributeValue value) {
        nesting(value, 1);
    }

    private static void nesting(AttributeValue value, int level) {
        nestingLevel(level);
        if (value instanceof AttributeValue.M map) {
            for (var member : map.members().entrySet()) {
                attributeName(member.getKey());
                nesting(member.getValue(), level + 1);
            }
        } else if (value instanceof AttributeValue.L list) {
            for (AttributeValue element : list.values()) {
                nesting(element, level + 1);
            }
        }
    }

    /** @param level of a value: 1 for that of an attribute, at most 32 */
    public static void nestingLevel(int level) {
        if (level > Limits.NESTING_LEVELS_MAX) {
            throw StatorException.validation(ErrorMessages.NESTED_TOO_DEEPLY);
        }
    }

    /** Text that UTF-8 has bytes for: without unpaired surrogates. */
    public static void unicode(String text) {
        Utf8.length(text);
    }
}
