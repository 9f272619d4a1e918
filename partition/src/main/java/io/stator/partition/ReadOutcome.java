package io.stator.partition;

/** What became of a read. */
public sealed interface ReadOutcome<T> {

    record Found<T>(T value) implements ReadOutcome<T> {}

    /** The key is not in this partition's bounds, or the epoch is another. */
    record WrongRoute<T>() implements ReadOutcome<T> {}

    /** This partition does not have the table, or only by another schema version. */
    record TableUnknown<T>() implements ReadOutcome<T> {}
}
