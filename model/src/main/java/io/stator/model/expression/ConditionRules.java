package io.stator.model.expression;

import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.List;

/** Checks one condition; counts as it walks. */
final class ConditionRules {
    private final String kind;
    private final ExpressionRules.Values values = new ExpressionRules.Values();
    private final List<DocumentPath> paths = new ArrayList<>();
    private int nodes;

    /** @param kind of expression, as DynamoDB names it in messages */
    ConditionRules(String kind) {
        this.kind = kind;
    }

    void check(Condition condition) {
        check(condition, 1);
    }

    /** All that were met. */
    List<DocumentPath> paths() {
        return paths;
    }

    private void check(Condition condition, int level) {
        if (level > Limits.CONDITION_LEVELS_MAX) {
            throw tooLarge();
        }
        countNode();
        if (condition instanceof Condition.And and) {
            checkConditions(and.operands(), level);
        } else if (condition instanceof Condition.Or or) {
            checkConditions(or.operands(), level);
        } else if (condition instanceof Condition.Not not) {
            check(not.operand(), level + 1);
        } else if (condition instanceof Condition.AttributeExists exists) {
            check(exists.path());
        } else if (condition instanceof Condition.AttributeNotExists notExists) {
            check(notExists.path());
        } else if (condition instanceof Condition.HasType hasType) {
            check(hasType.path());
        } else {
            checkOperands(condition);
        }
    }

    private void countNode() {
        nodes++;
        if (nodes > Limits.CONDITION_NODES_MAX) {
            throw tooLarge();
        }
    }

    private StatorException tooLarge() {
        return StatorException.validation("Invalid " + kind
                + ": The expression contains too many operators; operator limit: " + Limits.CONDITION_NODES_MAX
                + ", nesting limit: " + Limits.CONDITION_LEVELS_MAX);
    }

    private void checkConditions(List<Condition> operands, int level) {
        if (operands.isEmpty()) {
            throw StatorException.validation("Invalid " + kind + ": The expression can not be empty;");
        }
        for (Condition operand : operands) {
            check(operand, level + 1);
        }
    }

    private void checkOperands(Condition condition) {
        if (condition instanceof Condition.Comparison comparison) {
            check(comparison.left(), comparison.right());
        } else if (condition instanceof Condition.Between between) {
            check(between.operand(), between.lower(), between.upper());
        } else if (condition instanceof Condition.BeginsWith begins) {
            check(begins.operand(), begins.prefix());
        } else if (condition instanceof Condition.Contains contains) {
            check(contains.operand(), contains.element());
        } else if (condition instanceof Condition.In in) {
            int candidates = in.candidates().size();
            if (candidates == 0 || candidates > Limits.IN_CANDIDATES_MAX) {
                throw StatorException.validation("Invalid " + kind
                        + ": The IN operator is provided with too many or too few operands; number of operands: "
                        + candidates);
            }
            check(in.operand());
            for (Operand candidate : in.candidates()) {
                // Whole documents of the item may be compared for each; values that the request brings are bounded
                // together.
                if (!(candidate instanceof Operand.Literal)) {
                    countNode();
                }
                check(candidate);
            }
        } else {
            throw new IllegalStateException("a condition of no known kind");
        }
    }

    private void check(Operand... operands) {
        for (Operand operand : operands) {
            if (operand instanceof Operand.Literal literal) {
                values.check(literal.value());
            } else if (operand instanceof Operand.At at) {
                check(at.path());
            } else if (operand instanceof Operand.Size size) {
                check(size.path());
            }
        }
    }

    private void check(DocumentPath path) {
        DocumentPaths.check(path, kind);
        paths.add(path);
    }
}
