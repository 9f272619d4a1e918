package io.stator.partition.storage;

/** Hears what the stores of a node do in the background. Called on their threads: quick, thread-safe, never throws. */
public interface StorageListener {
    StorageListener NONE = new StorageListener() {};

    /** Changes of one store were put into a file. */
    default void flushed() {}

    /** Files of one store were merged into fewer, or into a lower level. */
    default void compacted() {}
}
