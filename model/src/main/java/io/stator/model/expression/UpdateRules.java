package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.Limits;
import io.stator.model.StatorException;

/** Checks the actions of one update, one after the other; counts as it walks. */
final class UpdateRules {
    private static final String KIND = "UpdateExpression";

    private final ExpressionRules.Values values = new ExpressionRules.Values();
    private int operators;

    void check(UpdateAction action) {
        countOperator();
        if (action instanceof UpdateAction.Assign assign) {
            AttributeValue.L appended = UpdateCodec.appended(assign);
            if (appended == null) {
                check(assign.value(), 1);
            } else {
                values.check(appended);
            }
        } else if (action instanceof UpdateAction.Add add) {
            if (!isSet(add.value()) && !(add.value() instanceof AttributeValue.N)) {
                throw incorrect("ADD", add.value());
            }
            values.check(add.value());
        } else if (action instanceof UpdateAction.DeleteElements delete) {
            if (!isSet(delete.value())) {
                throw incorrect("DELETE", delete.value());
            }
            values.check(delete.value());
        }
    }

    private void check(Formula formula, int level) {
        if (level > Limits.FORMULA_LEVELS_MAX) {
            throw StatorException.validation(
                    "Invalid " + KIND + ": The expression contains too many nested functions; nesting limit: "
                            + Limits.FORMULA_LEVELS_MAX);
        }
        if (formula instanceof Formula.Literal literal) {
            values.check(literal.value());
        } else if (formula instanceof Formula.At at) {
            DocumentPaths.check(at.path(), KIND);
        } else if (formula instanceof Formula.IfNotExists ifNotExists) {
            countOperator();
            DocumentPaths.check(ifNotExists.path(), KIND);
            check(ifNotExists.otherwise(), level + 1);
        } else if (formula instanceof Formula.ListAppend append) {
            checkPair(append.first(), append.second(), level);
        } else if (formula instanceof Formula.Sum sum) {
            checkPair(sum.first(), sum.second(), level);
        } else if (formula instanceof Formula.Difference difference) {
            checkPair(difference.first(), difference.second(), level);
        }
    }

    private void checkPair(Formula first, Formula second, int level) {
        countOperator();
        check(first, level + 1);
        check(second, level + 1);
    }

    private void countOperator() {
        operators++;
        if (operators > Limits.UPDATE_ACTIONS_MAX) {
            throw StatorException.validation(
                    "Invalid " + KIND + ": The expression contains too many operators; operator count: " + operators);
        }
    }

    private static boolean isSet(AttributeValue value) {
        return switch (value.type()) {
            case STRING_SET, NUMBER_SET, BINARY_SET -> true;
            case STRING, NUMBER, BINARY, MAP, LIST, NULL, BOOLEAN -> false;
        };
    }

    private static StatorException incorrect(String operator, AttributeValue operand) {
        return StatorException.validation("Invalid " + KIND + ": Incorrect operand type for operator or function; "
                + "operator: " + operator + ", operand type: " + operand.type() + ", typeSet: ALLOWED_FOR_" + operator
                + "_OPERAND");
    }
}
