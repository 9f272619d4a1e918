package io.stator.harness.stator.mutant;

import io.stator.partition.storage.EntryWriter;
import io.stator.partition.storage.StoreBatch.Change;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Writes what an entry does at once, and its index by itself, when there is time for it: before the next entry. Of one
 * database by one thread, as its callers do.
 */
final class IndexBesideEntry implements EntryWriter {
    /** By the thread that applies the entries of one replica: it has one database at a time. */
    private final Map<Thread, List<Change>> indexes = new WeakHashMap<>();

    @Override
    public void write(List<Change> changes, Database database) throws IOException {
        List<Change> before;
        synchronized (indexes) {
            before = indexes.put(Thread.currentThread(), List.copyOf(changes.subList(0, 1)));
        }
        if (before != null) {
            database.write(before);
        }
        database.write(changes.subList(1, changes.size()));
    }
}
