package io.stator.conformance;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies of TransactWriteItems, loosely written. Items without a table's name are of {@code @hash}. */
final class TransactBodies {
    static final String ABSENT = "ConditionExpression: 'attribute_not_exists(a)'";
    static final String PRESENT = "ConditionExpression: 'attribute_exists(a)'";
    static final String ALL_OLD = "ReturnValuesOnConditionCheckFailure: 'ALL_OLD'";

    /** Reasons of a cancelled transaction. */
    static final String NONE = "{Code: 'None'}";

    static final String FAILED = "{Code: 'ConditionalCheckFailed', Message: '" + Messages.CONDITION_FAILED + "'}";

    private TransactBodies() {}

    static String of(String... elements) {
        return "{TransactItems: [" + String.join(", ", elements) + "]}";
    }

    static String with(String members, String... elements) {
        return "{" + members + ", TransactItems: [" + String.join(", ", elements) + "]}";
    }

    static String element(String action, String table, String members) {
        return "{" + action + ": {TableName: '" + table + "'" + (members.isEmpty() ? "" : ", " + members) + "}}";
    }

    /** Puts the item of this key in {@code @hash}. */
    static String put(String key, String attributes, String... members) {
        return element(
                "Put",
                "@hash",
                "Item: {a: {S: '" + key + "'}" + (attributes.isEmpty() ? "" : ", " + attributes) + "}" + more(members));
    }

    static String keyed(String action, String key, String... members) {
        return element(action, "@hash", "Key: {a: {S: '" + key + "'}}" + more(members));
    }

    private static String more(String... members) {
        return Stream.of(members).map(member -> ", " + member).collect(Collectors.joining());
    }

    static String check(String key, String... members) {
        return keyed("ConditionCheck", key, members);
    }

    static String delete(String key, String... members) {
        return keyed("Delete", key, members);
    }

    static String set(String key, String value) {
        return keyed(
                "Update", key, "UpdateExpression: 'SET b = :v'", "ExpressionAttributeValues: {':v': " + value + "}");
    }

    /** An attribute that makes an item of the key {@code @key} so large. */
    static String sized(int bytes) {
        return "b: {S: '" + "x".repeat(bytes - "a".length() - Names.KEY_LENGTH - "b".length()) + "'}";
    }

    static String sizedValue(int bytes) {
        return sized(bytes).substring("b: ".length());
    }

    static String withKey(String action, String table, String value) {
        String members = (action.equals("Put") ? "Item" : "Key") + ": {a: " + value + "}";
        return switch (action) {
            case "Update" -> element(action, table, members + ", UpdateExpression: 'REMOVE b'");
            case "ConditionCheck" -> element(action, table, members + ", " + ABSENT);
            default -> element(action, table, members);
        };
    }

    static String invalidReason(String message) {
        return "{Code: 'ValidationError', Message: '" + message + "'}";
    }
}
