package io.stator.model;

import org.jspecify.annotations.Nullable;

/** What DynamoDB demands of key attributes, with its messages. They differ by where the key stands. */
final class KeyRules {
    static final String SCHEMA_MISMATCH = "The provided key element does not match the schema";

    private KeyRules() {}

    /** Which part of the key, and so how long. */
    enum Role {
        PARTITION,
        SORT
    }

    /** A key attribute in an item that is to be put. */
    static AttributeValue inItem(KeyAttribute attribute, Role role, Item item) {
        AttributeValue value = item.get(attribute.name());
        if (value == null) {
            throw StatorException.validation(
                    "One or more parameter values were invalid: Missing the key " + attribute.name() + " in the item");
        }
        if (!hasType(attribute, value)) {
            throw StatorException.validation("One or more parameter values were invalid: Type mismatch for key "
                    + attribute.name() + " expected: " + attribute.type().letter() + " actual: "
                    + value.type().letters());
        }
        checkContent(attribute, role, value);
        return value;
    }

    /** A key attribute in a key. */
    static AttributeValue inKey(KeyAttribute attribute, Role role, Item key) {
        AttributeValue value = key.get(attribute.name());
        if (value == null || !hasType(attribute, value)) {
            throw StatorException.validation(SCHEMA_MISMATCH);
        }
        checkContent(attribute, role, value);
        return value;
    }

    /** A value that a query compares a key attribute with. */
    static void inQuery(KeyAttribute attribute, Role role, @Nullable AttributeValue value) {
        if (value == null) {
            return;
        }
        if (!hasType(attribute, value)) {
            throw StatorException.validation("One or more parameter values were invalid: "
                    + "Condition parameter type does not match schema type");
        }
        checkContent(attribute, role, value);
    }

    static boolean isIn(KeyAttribute attribute, Item item) {
        AttributeValue value = item.get(attribute.name());
        return value != null && hasType(attribute, value);
    }

    static boolean hasType(KeyAttribute attribute, AttributeValue value) {
        return switch (attribute.type()) {
            case STRING -> value instanceof AttributeValue.S;
            case NUMBER -> value instanceof AttributeValue.N;
            case BINARY -> value instanceof AttributeValue.B;
        };
    }

    private static void checkContent(KeyAttribute attribute, Role role, AttributeValue value) {
        int bytes = ItemSize.of(value);
        if (bytes == 0) {
            String kind = attribute.type() == KeyType.STRING ? "string" : "binary";
            throw StatorException.validation("One or more parameter values are not valid. The AttributeValue for a key "
                    + "attribute cannot contain an empty " + kind + " value. Key: " + attribute.name());
        }
        switch (role) {
            case PARTITION -> {
                if (bytes > Limits.PARTITION_KEY_BYTES_MAX) {
                    throw StatorException.validation("One or more parameter values were invalid: "
                            + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
                }
            }
            case SORT -> {
                if (bytes > Limits.SORT_KEY_BYTES_MAX) {
                    throw StatorException.validation("One or more parameter values were invalid: "
                            + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
                }
            }
        }
    }
}
