package io.stator.model;

/** The ten types of attribute values. */
public enum AttributeType {
    STRING("S"),
    NUMBER("N"),
    BINARY("B"),
    STRING_SET("SS"),
    NUMBER_SET("NS"),
    BINARY_SET("BS"),
    MAP("M"),
    LIST("L"),
    NULL("NULL"),
    BOOLEAN("BOOL");

    private final String letters;

    AttributeType(String letters) {
        this.letters = letters;
    }

    /** DynamoDB's type letters. */
    public String letters() {
        return letters;
    }
}
