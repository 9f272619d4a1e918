package io.stator.model.expression;

import io.stator.model.AttributeValue;

/** One change that an update makes to what a path leads to, which is no part of the key. */
public sealed interface UpdateAction {
    /** What it changes. No two paths of an update overlap. */
    DocumentPath path();

    /** Puts a value there; the document that is to hold it must exist. Beyond a list's end, it is appended. */
    record Assign(DocumentPath path, Formula value) implements UpdateAction {}

    /** Takes it away, if it is there. */
    record Remove(DocumentPath path) implements UpdateAction {}

    /** Adds a number to a number (absent: zero), or elements to a set (absent: empty). */
    record Add(DocumentPath path, AttributeValue value) implements UpdateAction {}

    /** Takes elements from a set; an empty set goes, too. */
    record DeleteElements(DocumentPath path, AttributeValue value) implements UpdateAction {}

    static UpdateAction set(String attribute, AttributeValue value) {
        return new Assign(DocumentPath.of(attribute), new Formula.Literal(value));
    }

    static UpdateAction remove(String attribute) {
        return new Remove(DocumentPath.of(attribute));
    }

    static UpdateAction add(String attribute, AttributeValue value) {
        return new Add(DocumentPath.of(attribute), value);
    }

    static UpdateAction deleteElements(String attribute, AttributeValue value) {
        return new DeleteElements(DocumentPath.of(attribute), value);
    }

    /** Appends a list to the attribute's list, or to an empty one if it is absent. */
    static UpdateAction append(String attribute, AttributeValue.L values) {
        DocumentPath path = DocumentPath.of(attribute);
        return new Assign(
                path,
                new Formula.ListAppend(
                        new Formula.IfNotExists(path, new Formula.Literal(AttributeValue.list())),
                        new Formula.Literal(values)));
    }
}
