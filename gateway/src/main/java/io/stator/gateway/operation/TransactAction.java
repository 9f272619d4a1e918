package io.stator.gateway.operation;

import io.stator.gateway.json.Constraints;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a TransactWriteItems can do about an item: the members of its elements. */
enum TransactAction {
    CHECK("ConditionCheck", "conditionCheck", Set.of("Key", "ConditionExpression")),
    PUT("Put", "put", Set.of("Item", "ConditionExpression")),
    UPDATE("Update", "update", Set.of("Key", "UpdateExpression", "ConditionExpression")),
    DELETE("Delete", "delete", Set.of("Key", "ConditionExpression"));

    private static final Set<String> COMMON = Set.of(
            "TableName",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValuesOnConditionCheckFailure");

    private final String member;
    private final String path;
    private final Set<String> own;

    TransactAction(String member, String path, Set<String> own) {
        this.member = member;
        this.path = path;
        this.own = own;
    }

    /** Null: there is no such. */
    static @Nullable TransactAction of(String member) {
        for (TransactAction action : values()) {
            if (action.member.equals(member)) {
                return action;
            }
        }
        return null;
    }

    /** As a request calls it; also its type. */
    String member() {
        return member;
    }

    /** As DynamoDB's messages call it. */
    String path() {
        return path;
    }

    boolean has(String name) {
        return own.contains(name) || COMMON.contains(name);
    }

    /** @param prefix of the paths of the request's members */
    void constrain(Constraints constraints, String prefix, ItemRequest request) {
        ItemConstraints members =
                ItemConstraints.in(constraints, prefix, request).tableName();
        switch (this) {
            case CHECK -> members.key().conditionExpression();
            case PUT -> members.item();
            case UPDATE -> members.key().updateExpression();
            case DELETE -> members.key();
        }
        members.returnValuesOnConditionCheckFailure();
    }
}
