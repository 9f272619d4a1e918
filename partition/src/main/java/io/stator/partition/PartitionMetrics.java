package io.stator.partition;

/** Hears what a replica does. Called on the threads that do it: cheap, thread-safe, never throws. */
public interface PartitionMetrics {
    PartitionMetrics NONE = new PartitionMetrics() {};

    /** An entry of so many commands was applied. */
    default void applied(int commands, long micros) {}

    /** A point read was answered; a strong one may have waited for a barrier. */
    default void read(boolean strong, long micros) {}

    /** A page was answered for which so many items were looked at. */
    default void page(int items, int itemBytes, long micros) {}

    /** In a search for expired items so many were looked at, and so many deleted. */
    default void expired(int looked, int deleted) {}

    /** A dropped table's items are gone from this replica. */
    default void trimmed(long tableId, long micros) {}
}
