package io.stator.client;

import io.stator.model.Item;
import java.util.ArrayList;
import java.util.List;

/** Up to 25 puts and deletes, each on its own: some may be done and others not. Immutable. */
public record BatchWrite(List<Entry> entries) {
    public BatchWrite {
        entries = List.copyOf(entries);
    }

    /** One write. */
    public sealed interface Entry {
        String table();
    }

    public record PutEntry(String table, Item item) implements Entry {}

    public record DeleteEntry(String table, Item key) implements Entry {}

    public static BatchWrite of() {
        return new BatchWrite(List.of());
    }

    public BatchWrite put(String table, Item item) {
        return with(new PutEntry(table, item));
    }

    public BatchWrite delete(String table, Item key) {
        return with(new DeleteEntry(table, key));
    }

    private BatchWrite with(Entry entry) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return new BatchWrite(more);
    }
}
