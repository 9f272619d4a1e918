package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Increment;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects in memory, right in all that they do; subclasses err. Thread-safe. */
class MemoryObjects implements Registers, Counters, ElementSets, ElementLists {
    private final Kind kind;
    /** What was ever written to each key, in order. */
    private final Map<String, List<String>> states = new HashMap<>();

    enum Kind {
        REGISTERS,
        COUNTERS,
        SETS,
        LISTS
    }

    MemoryObjects(Kind kind) {
        this.kind = kind;
    }

    @Override
    public synchronized Outcome perform(String key, Function function) {
        List<String> written = states.computeIfAbsent(key, absent -> new ArrayList<>());
        if (function instanceof Write write) {
            written.add(Objects.requireNonNull(write.value()));
            return new Outcome.Done();
        }
        if (function instanceof CompareAndSet set) {
            if (!Objects.equals(last(written), set.expected())) {
                return new Outcome.Mismatched();
            }
            written.add(Objects.requireNonNull(set.replacement()));
            return new Outcome.Done();
        }
        if (function instanceof Increment increment) {
            written.add(Long.toString(increment.amount()));
            return new Outcome.Found(sum(written));
        }
        if (function instanceof AddElement add) {
            written.add(add.element());
            return new Outcome.Done();
        }
        if (function instanceof Append append) {
            written.add(append.element());
            return new Outcome.Done();
        }
        return read(written);
    }

    /** @param written as it shall be seen */
    Outcome read(List<String> written) {
        return switch (kind) {
            case REGISTERS -> new Outcome.Found(last(written));
            case COUNTERS -> new Outcome.Found(sum(written));
            case SETS -> new Outcome.FoundSet(Set.copyOf(written));
            case LISTS -> new Outcome.FoundList(written);
        };
    }

    /** All but the last of what was written. */
    static List<String> older(List<String> written) {
        return written.subList(0, Math.max(0, written.size() - 1));
    }

    private static @Nullable String last(List<String> written) {
        return written.isEmpty() ? null : written.get(written.size() - 1);
    }

    private static String sum(List<String> written) {
        return Long.toString(written.stream().mapToLong(Long::parseLong).sum());
    }
}
