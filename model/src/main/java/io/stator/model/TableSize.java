package io.stator.model;

/**
 * How much is in a table, or in a part of it.
 *
 * @param bytes of its items, by DynamoDB's rule ({@link ItemSize})
 */
public record TableSize(long items, long bytes) {
    public static final TableSize NONE = new TableSize(0, 0);

    public TableSize plus(TableSize other) {
        return new TableSize(items + other.items, bytes + other.bytes);
    }
}
