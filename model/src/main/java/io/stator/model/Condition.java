package io.stator.model;

import java.util.List;

/**
 * A condition on one item, as a tree. Expressions are parsed to such trees in front of the log, so
 * that apply only walks them. {@link ConditionEvaluator} says what each means.
 */
public sealed interface Condition {

    /** True if the path leads to a value. */
    record AttributeExists(DocumentPath path) implements Condition {}

    /** True if the path leads nowhere. */
    record AttributeNotExists(DocumentPath path) implements Condition {}

    /** True if the path leads to a value of the same type and value. */
    record Equals(DocumentPath path, AttributeValue value) implements Condition {}

    /** True if all operands are; at least one operand. */
    record And(List<Condition> operands) implements Condition {
        public And {
            operands = List.copyOf(operands);
        }
    }

    /** True if any operand is; at least one operand. */
    record Or(List<Condition> operands) implements Condition {
        public Or {
            operands = List.copyOf(operands);
        }
    }

    /** True if the operand is not. */
    record Not(Condition operand) implements Condition {}

    static Condition attributeExists(String attribute) {
        return new AttributeExists(DocumentPath.of(attribute));
    }

    static Condition attributeNotExists(String attribute) {
        return new AttributeNotExists(DocumentPath.of(attribute));
    }

    static Condition equalTo(String attribute, AttributeValue value) {
        return new Equals(DocumentPath.of(attribute), value);
    }

    static Condition and(Condition... operands) {
        return new And(List.of(operands));
    }
}
