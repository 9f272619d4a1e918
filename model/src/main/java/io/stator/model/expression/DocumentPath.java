package io.stator.model.expression;

import java.util.List;

/** A path into an item: an attribute name, then map member names and list indexes. */
public record DocumentPath(List<Element> elements) {
    public DocumentPath {
        elements = List.copyOf(elements);
        if (elements.isEmpty() || !(elements.get(0) instanceof Name)) {
            throw new IllegalArgumentException("a path starts with an attribute name");
        }
    }

    public static DocumentPath of(String attribute) {
        return new DocumentPath(List.of(new Name(attribute)));
    }

    /** The name of the attribute that it leads into. */
    public String attribute() {
        return ((Name) elements.get(0)).name();
    }

    /** One step. */
    public sealed interface Element {}

    /** To the attribute or map member of this name. */
    public record Name(String name) implements Element {}

    /** To this element of a list, from 0. */
    public record Index(int index) implements Element {}
}
