package io.stator.model;

/** The tags of item.proto: field number times 8, and 2 for a length-delimited field or 0 for a varint. */
final class WireFields {
    /** Field 1 of Item and MapValue (an attribute), ListValue (a value), StringSet and its likes (an element). */
    static final int ELEMENT = 1 << 3 | 2;

    static final int ATTRIBUTE_NAME = 1 << 3 | 2;
    static final int ATTRIBUTE_VALUE = 2 << 3 | 2;

    static final int STRING = 1 << 3 | 2;
    static final int NUMBER = 2 << 3 | 2;
    static final int BINARY = 3 << 3 | 2;
    static final int STRING_SET = 4 << 3 | 2;
    static final int NUMBER_SET = 5 << 3 | 2;
    static final int BINARY_SET = 6 << 3 | 2;
    static final int MAP = 7 << 3 | 2;
    static final int LIST = 8 << 3 | 2;
    static final int NULL = 9 << 3;
    static final int BOOLEAN = 10 << 3;

    private WireFields() {}
}
