package io.stator.harness.recorded;

import io.stator.harness.history.Function;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Builds the history of one register from events written by others: a process, a type (invoke, ok,
 * fail, info), a function (read, write, cas) and a value. Moments are the events' numbers.
 */
final class EventLog {
    private static final String KEY = "register";

    private final AtomicLong events = new AtomicLong();
    private final History history = new History(events::incrementAndGet);
    private final Map<Integer, History.Invocation> open = new HashMap<>();

    /** One event, as written. */
    record Event(int process, String type, String function, String value) {}

    List<Operation> operations() {
        return history.operations();
    }

    void invoke(Event event) {
        open.put(event.process(), history.invoke(event.process(), KEY, functionOf(event)));
    }

    /** The process's operation ends. */
    void end(Event event, Outcome outcome) {
        History.Invocation invocation = open.remove(event.process());
        if (invocation == null) {
            throw new IllegalArgumentException("ends what has not begun: " + event);
        }
        invocation.end(outcome);
    }

    static Outcome successOf(Event event) {
        return event.function().equals("read") ? new Outcome.Found(value(event.value())) : new Outcome.Done();
    }

    private static Function functionOf(Event event) {
        return switch (event.function()) {
            case "read" -> new Read();
            case "write" -> new Write(value(event.value()));
            case "cas" -> {
                String[] values =
                        event.value().replaceAll("[\\[\\]]", "").trim().split("\\s+");
                yield new CompareAndSet(value(values[0]), value(values[1]));
            }
            default -> throw new IllegalArgumentException("not an event of a register: " + event);
        };
    }

    private static @Nullable String value(String text) {
        return text.equals("nil") ? null : text;
    }
}
