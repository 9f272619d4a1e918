package io.stator.model;

import java.util.List;

/** Checks one condition; counts as it walks. */
final class ConditionRules {
    private int nodes;
    private long valueBytes;

    void check(Condition condition, int level) {
        nodes++;
        if (nodes > Limits.CONDITION_NODES_MAX || level > Limits.CONDITION_LEVELS_MAX) {
            throw StatorException.validation(
                    "Invalid ConditionExpression: The expression contains too many operators; operator limit: "
                            + Limits.CONDITION_NODES_MAX + ", nesting limit: " + Limits.CONDITION_LEVELS_MAX);
        }
        if (condition instanceof Condition.AttributeExists exists) {
            checkPath(exists.path());
        } else if (condition instanceof Condition.AttributeNotExists notExists) {
            checkPath(notExists.path());
        } else if (condition instanceof Condition.Equals equal) {
            checkPath(equal.path());
            checkValue(equal.value());
        } else if (condition instanceof Condition.And and) {
            checkOperands(and.operands(), level);
        } else if (condition instanceof Condition.Or or) {
            checkOperands(or.operands(), level);
        } else if (condition instanceof Condition.Not not) {
            check(not.operand(), level + 1);
        }
    }

    private void checkOperands(List<Condition> operands, int level) {
        if (operands.isEmpty()) {
            throw StatorException.validation("Invalid ConditionExpression: The expression can not be empty;");
        }
        for (Condition operand : operands) {
            check(operand, level + 1);
        }
    }

    private static void checkPath(DocumentPath path) {
        if (path.elements().size() > Limits.PATH_ELEMENTS_MAX) {
            throw StatorException.validation("Invalid ConditionExpression: The document path has too many nesting "
                    + "elements; nesting elements: " + path.elements().size());
        }
        for (DocumentPath.Element element : path.elements()) {
            if (element instanceof DocumentPath.Name name) {
                Validation.attributeName(name.name());
            } else if (element instanceof DocumentPath.Index index && index.index() < 0) {
                throw StatorException.validation(
                        "Invalid ConditionExpression: List index is not within the allowable range; index: ["
                                + index.index() + "]");
            }
        }
    }

    private void checkValue(AttributeValue value) {
        Validation.nesting(value);
        valueBytes += ItemSize.of(value);
        if (valueBytes > Limits.EXPRESSION_VALUES_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.VALUES_TOO_LARGE);
        }
    }
}
