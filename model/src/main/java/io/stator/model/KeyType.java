package io.stator.model;

/** The types a key attribute may have. */
public enum KeyType {
    STRING("S"),
    NUMBER("N"),
    BINARY("B");

    private final String letter;

    KeyType(String letter) {
        this.letter = letter;
    }

    /** DynamoDB's type letter. */
    public String letter() {
        return letter;
    }
}
