package io.stator.model.expression.text;

import java.util.List;

/** What stands at an operator's side or in a function's parentheses, with its placeholders. */
sealed interface OperandSyntax {

    /** A path; at least one step, and the first is no index. */
    record Path(List<Step> steps) implements OperandSyntax {
        public Path {
            steps = List.copyOf(steps);
        }
    }

    /** A value's placeholder, with its colon. */
    record Value(String placeholder) implements OperandSyntax {}

    /** A function, of any name, with at least one operand. */
    record Call(String function, List<OperandSyntax> operands) implements OperandSyntax {
        public Call {
            operands = List.copyOf(operands);
        }
    }

    /** One step of a path. */
    sealed interface Step {}

    /** By a name that the text has. */
    record NameStep(String name) implements Step {}

    /** By a name's placeholder, with its number sign. */
    record PlaceholderStep(String placeholder) implements Step {}

    /** By an index, in decimal digits: as many as the text has. */
    record IndexStep(String digits) implements Step {}
}
