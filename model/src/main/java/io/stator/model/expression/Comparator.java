package io.stator.model.expression;

/** How two values are compared. Only values of one type are: those of different types are not equal, and neither is less. */
public enum Comparator {
    EQUAL,
    NOT_EQUAL,
    /** The ordering ones are for strings, numbers and binaries. */
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
}
