package io.stator.model;

import org.jspecify.annotations.Nullable;

/** What types the operands of update actions may have, whatever the item holds. */
final class UpdateOperands {
    private UpdateOperands() {}

    /** The action's operand, if it has one and that has a type the action can take. */
    static @Nullable AttributeValue checked(UpdateAction action) {
        if (action instanceof UpdateAction.SetValue set) {
            return set.value();
        }
        if (action instanceof UpdateAction.Remove) {
            return null;
        }
        if (action instanceof UpdateAction.Add add) {
            if (!isSet(add.value()) && !(add.value() instanceof AttributeValue.N)) {
                throw incorrect("ADD", add.value());
            }
            return add.value();
        }
        if (action instanceof UpdateAction.DeleteElements delete) {
            if (!isSet(delete.value())) {
                throw incorrect("DELETE", delete.value());
            }
            return delete.value();
        }
        if (action instanceof UpdateAction.Append append) {
            return append.values();
        }
        throw new IllegalStateException("an action of no known kind");
    }

    private static boolean isSet(AttributeValue value) {
        return switch (value.type()) {
            case STRING_SET, NUMBER_SET, BINARY_SET -> true;
            case STRING, NUMBER, BINARY, MAP, LIST, NULL, BOOLEAN -> false;
        };
    }

    private static StatorException incorrect(String operator, AttributeValue operand) {
        return StatorException.validation("Invalid UpdateExpression: Incorrect operand type for operator or function; "
                + "operator: " + operator + ", operand type: " + operand.type() + ", typeSet: ALLOWED_FOR_" + operator
                + "_OPERAND");
    }
}
