package io.stator.model;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One DynamoDB attribute value: one of ten types, named by DynamoDB's type letters. Immutable: what a
 * constructor is given is copied, and brought into the canonical order. Two values are equal if DynamoDB
 * calls them so.
 */
public sealed interface AttributeValue {

    AttributeType type();

    /** A string, UTF-8 when encoded; may be empty. */
    record S(String value) implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.STRING;
        }
    }

    /** A number of at most 38 significant digits. */
    record N(DecimalNumber value) implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.NUMBER;
        }
    }

    /** Bytes; may be empty. */
    record B(ByteString value) implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.BINARY;
        }
    }

    /**
     * A set of strings: not empty, ascending by UTF-8 bytes, no value twice. The constructor sorts, and
     * throws a ValidationException on none or a duplicate.
     */
    record SS(List<String> values) implements AttributeValue {
        public SS {
            values = SetElements.strings(values);
        }

        @Override
        public AttributeType type() {
            return AttributeType.STRING_SET;
        }
    }

    /** A set of numbers: not empty, ascending, no value twice. The constructor is as that of {@link SS}. */
    record NS(List<DecimalNumber> values) implements AttributeValue {
        public NS {
            values = SetElements.numbers(values);
        }

        @Override
        public AttributeType type() {
            return AttributeType.NUMBER_SET;
        }
    }

    /**
     * A set of byte strings: not empty, ascending as unsigned bytes, no value twice. The constructor is as
     * that of {@link SS}.
     */
    record BS(List<ByteString> values) implements AttributeValue {
        public BS {
            values = SetElements.binaries(values);
        }

        @Override
        public AttributeType type() {
            return AttributeType.BINARY_SET;
        }
    }

    /** A map; may be empty. Its members are ascending by their names' UTF-8 bytes. */
    record M(SortedMap<String, AttributeValue> members) implements AttributeValue {
        public M {
            TreeMap<String, AttributeValue> sorted = new TreeMap<>(Utf8.ORDER);
            sorted.putAll(members);
            members = Collections.unmodifiableSortedMap(sorted);
        }

        /** In one pass: both are in order, so that no member need be looked up. */
        @Override
        public boolean equals(@Nullable Object other) {
            if (!(other instanceof M map) || members.size() != map.members.size()) {
                return false;
            }
            Iterator<Map.Entry<String, AttributeValue>> others =
                    map.members.entrySet().iterator();
            for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
                Map.Entry<String, AttributeValue> same = others.next();
                if (!member.getKey().equals(same.getKey()) || !member.getValue().equals(same.getValue())) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            return members.hashCode();
        }

        @Override
        public AttributeType type() {
            return AttributeType.MAP;
        }
    }

    /** A list; may be empty. */
    record L(List<AttributeValue> values) implements AttributeValue {
        public L {
            values = List.copyOf(values);
        }

        @Override
        public AttributeType type() {
            return AttributeType.LIST;
        }
    }

    /** The null value. */
    record Null() implements AttributeValue {
        /** All there is. */
        public static final Null INSTANCE = new Null();

        @Override
        public AttributeType type() {
            return AttributeType.NULL;
        }
    }

    /** A boolean. */
    record Bool(boolean value) implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }
    }

    static S string(String value) {
        return new S(value);
    }

    static N number(long value) {
        return new N(DecimalNumber.of(value));
    }

    /** @throws StatorException ValidationException if it is no DynamoDB number */
    static N number(String text) {
        return new N(DecimalNumber.parse(text));
    }

    static B binary(byte[] value) {
        return new B(ByteString.copyFrom(value));
    }

    static B binary(ByteString value) {
        return new B(value);
    }

    static SS stringSet(String... values) {
        return new SS(Arrays.asList(values));
    }

    static SS stringSet(Collection<String> values) {
        return new SS(List.copyOf(values));
    }

    /** @throws StatorException ValidationException if one is no DynamoDB number */
    static NS numberSet(String... values) {
        return new NS(Arrays.stream(values).map(DecimalNumber::parse).toList());
    }

    static NS numberSet(Collection<DecimalNumber> values) {
        return new NS(List.copyOf(values));
    }

    static BS binarySet(Collection<ByteString> values) {
        return new BS(List.copyOf(values));
    }

    static M map(Map<String, ? extends AttributeValue> members) {
        TreeMap<String, AttributeValue> sorted = new TreeMap<>(Utf8.ORDER);
        sorted.putAll(members);
        return new M(sorted);
    }

    static L list(AttributeValue... values) {
        return new L(Arrays.asList(values));
    }

    static L list(List<? extends AttributeValue> values) {
        return new L(List.copyOf(values));
    }

    static Bool bool(boolean value) {
        return new Bool(value);
    }

    static Null nullValue() {
        return Null.INSTANCE;
    }
}
