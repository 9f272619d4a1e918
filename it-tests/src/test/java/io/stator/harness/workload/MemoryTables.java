package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Tables in memory, right in all that they do; subclasses err. Thread-safe. */
class MemoryTables implements Tables {
    private final Map<String, String> values = new HashMap<>();

    @Override
    public synchronized Outcome perform(String table, Function function) {
        boolean there = values.containsKey(table);
        if (function.equals(CREATE)) {
            values.putIfAbsent(table, contentsOfNew(table));
            return there ? new Outcome.Mismatched() : new Outcome.Done();
        }
        if (function.equals(DELETE)) {
            values.remove(table);
            return there ? new Outcome.Done() : new Outcome.Mismatched();
        }
        if (function instanceof Write write) {
            if (there) {
                write(values, table, Objects.requireNonNull(write.value()));
            }
            return there ? new Outcome.Done() : new Outcome.Mismatched();
        }
        return new Outcome.Found(values.get(table));
    }

    String contentsOfNew(String table) {
        return EMPTY;
    }

    void write(Map<String, String> tables, String table, String value) {
        tables.put(table, value);
    }
}
