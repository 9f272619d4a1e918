package io.stator.partition;

import io.stator.txn.Intent;
import java.util.List;

/** What became of a read. */
public sealed interface ReadOutcome<T> {

    record Found<T>(T value) implements ReadOutcome<T> {}

    /** The key is not in this partition's bounds, or the epoch is another. */
    record WrongRoute<T>() implements ReadOutcome<T> {}

    /**
     * Of a strong read: these intents stand where it was to read, and each may count already. One of one item has its one; a page has
     * all of its range, in the order of the store.
     */
    record Blocked<T>(List<Intent> intents) implements ReadOutcome<T> {
        public Blocked {
            intents = List.copyOf(intents);
        }
    }

    /** This partition does not have the table, or only by another schema version. */
    record TableUnknown<T>() implements ReadOutcome<T> {}
}
