package io.stator.harness.stator.mutant;

import io.stator.partition.storage.EntryWriter;
import io.stator.partition.storage.StoreBatch.Change;
import java.io.IOException;
import java.util.List;

/** Writes what an entry does, and after that its index by itself. */
final class IndexBesideEntry implements EntryWriter {
    @Override
    public void write(List<Change> changes, Database database) throws IOException {
        database.write(changes.subList(1, changes.size()));
        database.write(changes.subList(0, 1));
    }
}
