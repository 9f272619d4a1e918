package io.stator.model;

/** DynamoDB's classes of storage. Kept and told; they change nothing here. */
public enum TableClass {
    STANDARD,
    STANDARD_INFREQUENT_ACCESS
}
