package io.stator.partition;

/**
 * What a write met and left, in bytes by DynamoDB's rule; 0: no item.
 *
 * @param remembered an earlier attempt of the write was the one that did so, in an earlier log entry
 */
public record WrittenSizes(int oldBytes, int newBytes, boolean remembered) {
    /** Of the attempt itself. */
    public WrittenSizes(int oldBytes, int newBytes) {
        this(oldBytes, newBytes, false);
    }
}
