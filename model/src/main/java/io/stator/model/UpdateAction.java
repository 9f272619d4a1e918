package io.stator.model;

/** One change that an update makes to one attribute that is not part of the key. */
public sealed interface UpdateAction {
    /** The attribute it changes. No two actions of an update change the same one. */
    String attribute();

    /** Gives the attribute this value. */
    record SetValue(String attribute, AttributeValue value) implements UpdateAction {}

    /** Takes the attribute away, if it is there. */
    record Remove(String attribute) implements UpdateAction {}

    /** Adds a number to a number (absent: zero), or elements to a set (absent: empty). */
    record Add(String attribute, AttributeValue value) implements UpdateAction {}

    /** Takes elements from a set; an empty set goes, too. */
    record DeleteElements(String attribute, AttributeValue value) implements UpdateAction {}

    /** Appends a list to a list (absent: empty). */
    record Append(String attribute, AttributeValue.L values) implements UpdateAction {}
}
