package io.stator.model.expression;

import io.stator.model.AttributeValue;

/** What a condition looks at: a value, or nothing where a path leads nowhere. */
public sealed interface Operand {

    /** The value that the request brought. */
    record Literal(AttributeValue value) implements Operand {}

    /** The value that the path leads to, if it leads anywhere. */
    record At(DocumentPath path) implements Operand {}

    /**
     * How large the value is that the path leads to: of a string its length, of a binary its bytes, of a set, a list or a
     * map its elements. Nothing for values of other types.
     */
    record Size(DocumentPath path) implements Operand {}
}
