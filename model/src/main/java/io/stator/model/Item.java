package io.stator.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item: attributes by name, ascending by their names' UTF-8 bytes. Immutable. */
public final class Item {
    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** Copies and sorts the attributes; checks nothing (see {@link Validation}). */
    public static Item of(Map<String, AttributeValue> attributes) {
        throw new UnsupportedOperationException();
    }

    public static Builder builder() {
        throw new UnsupportedOperationException();
    }

    /** In order; not to be modified. */
    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public @Nullable AttributeValue get(String attribute) {
        return attributes.get(attribute);
    }

    /** Not thread-safe. */
    public static final class Builder {
        public Builder set(String attribute, AttributeValue value) {
            throw new UnsupportedOperationException();
        }

        public Builder set(String attribute, String value) {
            throw new UnsupportedOperationException();
        }

        public Builder set(String attribute, long value) {
            throw new UnsupportedOperationException();
        }

        public Builder set(String attribute, byte[] value) {
            throw new UnsupportedOperationException();
        }

        public Builder set(String attribute, boolean value) {
            throw new UnsupportedOperationException();
        }

        public Item build() {
            throw new UnsupportedOperationException();
        }
    }
}
