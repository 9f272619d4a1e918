package io.stator.model.expression.text;

import io.stator.model.expression.Comparator;
import java.util.List;

/** A condition as it is written, with its placeholders. */
sealed interface ConditionSyntax {

    record Comparison(OperandSyntax left, Comparator comparator, OperandSyntax right) implements ConditionSyntax {}

    record Between(OperandSyntax operand, OperandSyntax lower, OperandSyntax upper) implements ConditionSyntax {}

    record In(OperandSyntax operand, List<OperandSyntax> candidates) implements ConditionSyntax {
        public In {
            candidates = List.copyOf(candidates);
        }
    }

    record Function(OperandSyntax.Call call) implements ConditionSyntax {}

    /** Two or more, with AND between them. */
    record And(List<ConditionSyntax> operands) implements ConditionSyntax {
        public And {
            operands = List.copyOf(operands);
        }
    }

    /** Two or more, with OR between them. */
    record Or(List<ConditionSyntax> operands) implements ConditionSyntax {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    record Not(ConditionSyntax operand) implements ConditionSyntax {}
}
