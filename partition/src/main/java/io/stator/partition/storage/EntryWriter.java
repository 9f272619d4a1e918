package io.stator.partition.storage;

import java.io.IOException;
import java.util.List;

/**
 * Brings the effects of a log entry into a database. A port only so that a test can put a writer in its place
 * who is wrong on purpose. Called by one thread of each replica; must be thread-safe for several replicas.
 */
@FunctionalInterface
public interface EntryWriter {

    /** What writes go into. */
    @FunctionalInterface
    interface Database {
        /** After a crash all these changes are there, or none, and none of a later write without them. */
        void write(List<StoreBatch.Change> changes) throws IOException;
    }

    /** @param changes all that the entry does, its index first */
    void write(List<StoreBatch.Change> changes, Database database) throws IOException;

    /** The only right one: all at once. */
    static EntryWriter atOnce() {
        return (changes, database) -> database.write(changes);
    }
}
