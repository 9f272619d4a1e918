package io.stator.model.expression;

import io.stator.model.AttributeValue;

/** How the value that an update assigns is made, from what the request brought and the item as it was before the update. */
public sealed interface Formula {

    /** The value that the request brought. */
    record Literal(AttributeValue value) implements Formula {}

    /** The value that the path leads to; if it leads nowhere, the update is refused. */
    record At(DocumentPath path) implements Formula {}

    /** The value that the path leads to; if it leads nowhere, the other. */
    record IfNotExists(DocumentPath path, Formula otherwise) implements Formula {}

    /** A list of the first's elements and then the second's. */
    record ListAppend(Formula first, Formula second) implements Formula {}

    /** Of two numbers. */
    record Sum(Formula first, Formula second) implements Formula {}

    /** Of two numbers. */
    record Difference(Formula first, Formula second) implements Formula {}
}
