package io.stator.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item: attributes by name, ascending by their names' UTF-8 bytes. Immutable. */
public final class Item {
    /** Without attributes. */
    public static final Item EMPTY = new Item(Map.of());

    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** Copies and sorts the attributes; checks nothing (see {@link Validation}). */
    public static Item of(Map<String, AttributeValue> attributes) {
        List<String> names = new ArrayList<>(attributes.keySet());
        names.sort(Utf8.ORDER);
        LinkedHashMap<String, AttributeValue> sorted = new LinkedHashMap<>(capacity(names.size()));
        for (String name : names) {
            AttributeValue value = attributes.get(name);
            if (value == null) {
                throw new NullPointerException("no value: " + MessageText.shortened(name));
            }
            sorted.put(name, value);
        }
        return ofSorted(sorted);
    }

    /** Takes over a map that is sorted and that nobody else will change. */
    static Item ofSorted(LinkedHashMap<String, AttributeValue> sorted) {
        return new Item(Collections.unmodifiableMap(sorted));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts with these attributes. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.attributes.putAll(attributes);
        return builder;
    }

    /** In order; not to be modified. */
    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public @Nullable AttributeValue get(String attribute) {
        return attributes.get(attribute);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Item item && attributes.equals(item.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    @Override
    public String toString() {
        return "Item" + attributes;
    }

    private static int capacity(int size) {
        return size + size / 2 + 1;
    }

    /** A value set again replaces the older one. Not thread-safe. */
    public static final class Builder {
        private final Map<String, AttributeValue> attributes = new HashMap<>();

        private Builder() {}

        public Builder set(String attribute, AttributeValue value) {
            attributes.put(attribute, value);
            return this;
        }

        public Builder set(String attribute, String value) {
            return set(attribute, AttributeValue.string(value));
        }

        public Builder set(String attribute, long value) {
            return set(attribute, AttributeValue.number(value));
        }

        public Builder set(String attribute, DecimalNumber value) {
            return set(attribute, new AttributeValue.N(value));
        }

        public Builder set(String attribute, byte[] value) {
            return set(attribute, AttributeValue.binary(value));
        }

        public Builder set(String attribute, boolean value) {
            return set(attribute, AttributeValue.bool(value));
        }

        public Builder setNull(String attribute) {
            return set(attribute, AttributeValue.nullValue());
        }

        public Builder remove(String attribute) {
            attributes.remove(attribute);
            return this;
        }

        public Item build() {
            return Item.of(attributes);
        }
    }
}
