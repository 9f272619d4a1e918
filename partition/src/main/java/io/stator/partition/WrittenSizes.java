package io.stator.partition;

/** What a write met and left, in bytes by DynamoDB's rule; 0: no item. */
public record WrittenSizes(int oldBytes, int newBytes) {}
