package io.stator.model.expression.legacy;

/** How legacy conditions on several attributes go together. */
public enum ConditionalOperator {
    /** All of them; so it is where none is given. */
    AND,
    /** Any of them. */
    OR
}
