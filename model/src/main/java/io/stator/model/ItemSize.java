package io.stator.model;

/** Sizes in bytes by DynamoDB's rule. */
public final class ItemSize {
    private ItemSize() {}

    public static int of(Item item) {
        throw new UnsupportedOperationException();
    }

    public static int of(AttributeValue value) {
        throw new UnsupportedOperationException();
    }
}
