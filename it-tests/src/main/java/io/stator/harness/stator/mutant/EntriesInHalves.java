package io.stator.harness.stator.mutant;

import io.stator.partition.storage.EntryWriter;
import io.stator.partition.storage.StoreBatch.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Writes an entry in two halves, some time apart; its index goes with the second. */
final class EntriesInHalves implements EntryWriter {
    private static final long APART_NANOS = 1_000_000;

    @Override
    public void write(List<Change> changes, Database database) throws IOException {
        int half = (changes.size() + 1) / 2;
        if (half > 1) {
            database.write(changes.subList(1, half));
            LockSupport.parkNanos(APART_NANOS);
        }
        List<Change> rest = new ArrayList<>(changes.subList(half, changes.size()));
        rest.add(changes.get(0));
        database.write(rest);
    }
}
