package io.stator.model.expression;

import io.stator.model.AttributeType;
import io.stator.model.AttributeValue;
import java.util.List;

/**
 * A condition on one item, as a tree: a ConditionExpression or a FilterExpression. Expressions are parsed to such trees
 * in front of the log, so that apply only walks them. {@link ConditionEvaluator} says what each means.
 */
public sealed interface Condition {

    /** True if the path leads to a value. */
    record AttributeExists(DocumentPath path) implements Condition {}

    /** True if the path leads nowhere. */
    record AttributeNotExists(DocumentPath path) implements Condition {}

    /** True if the path leads to a value of this type. */
    record HasType(DocumentPath path, AttributeType type) implements Condition {}

    /** True if both are there, and compare so; NOT_EQUAL also if one is not there, or neither. */
    record Comparison(Operand left, Comparator comparator, Operand right) implements Condition {}

    /** True if the operand is at least the lower and at most the upper bound. */
    record Between(Operand operand, Operand lower, Operand upper) implements Condition {}

    /** True if the operand equals one of the candidates; at least one candidate. */
    record In(Operand operand, List<Operand> candidates) implements Condition {
        public In {
            candidates = List.copyOf(candidates);
        }
    }

    /** True if the operand is a string or a binary that starts with the prefix. */
    record BeginsWith(Operand operand, Operand prefix) implements Condition {}

    /** True if the operand is a string or a binary that has the other in it, or a set or a list that has it as an element. */
    record Contains(Operand operand, Operand element) implements Condition {}

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
        return compared(attribute, Comparator.EQUAL, value);
    }

    /** Of an attribute with a value. */
    static Condition compared(String attribute, Comparator comparator, AttributeValue value) {
        return compared(DocumentPath.of(attribute), comparator, value);
    }

    /** Of what a path leads to with a value. */
    static Condition compared(DocumentPath path, Comparator comparator, AttributeValue value) {
        return new Comparison(new Operand.At(path), comparator, new Operand.Literal(value));
    }

    static Condition and(Condition... operands) {
        return new And(List.of(operands));
    }
}
