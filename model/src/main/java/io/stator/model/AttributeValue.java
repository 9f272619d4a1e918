package io.stator.model;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.SortedMap;

/** One DynamoDB attribute value: one of ten types, named by DynamoDB's type letters. Immutable. */
public sealed interface AttributeValue {

    /** A string, UTF-8 when encoded; may be empty. */
    record S(String value) implements AttributeValue {}

    /** A number of at most 38 significant digits. */
    record N(DecimalNumber value) implements AttributeValue {}

    /** Bytes; may be empty. */
    record B(ByteString value) implements AttributeValue {}

    /** A set of strings: not empty, ascending by UTF-8 bytes, no value twice. */
    record SS(List<String> values) implements AttributeValue {}

    /** A set of numbers: not empty, ascending, no value twice. */
    record NS(List<DecimalNumber> values) implements AttributeValue {}

    /** A set of byte strings: not empty, ascending as unsigned bytes, no value twice. */
    record BS(List<ByteString> values) implements AttributeValue {}

    /** A map; may be empty. Its members are ascending by their names' UTF-8 bytes. */
    record M(SortedMap<String, AttributeValue> members) implements AttributeValue {}

    /** A list; may be empty. */
    record L(List<AttributeValue> values) implements AttributeValue {}

    /** The null value. */
    record Null() implements AttributeValue {}

    /** A boolean. */
    record Bool(boolean value) implements AttributeValue {}
}
