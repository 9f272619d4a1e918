package io.stator.harness.checker;

import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * A key whose operations have no legal order. Up to just before the blocked operation's end they have
 * one; with its end they have none.
 *
 * @param operations how many the key has
 * @param ended how many of them had ended before the blocked one did
 * @param states in which the key may have been then, some of them if there are many
 * @param lastOrdered the last operations of a longest legal order
 * @param concurrent operations that overlap the blocked one
 * @param window a smallest choice of operations that has no legal order, whatever all others did that had
 *     begun before the blocked one ended: each may have taken effect at any time, or never; by their beginning
 */
public record Violation(
        String key,
        int operations,
        int ended,
        Operation blocked,
        List<String> states,
        List<Operation> lastOrdered,
        List<Operation> concurrent,
        List<Operation> window) {
    public Violation {
        states = List.copyOf(states);
        lastOrdered = List.copyOf(lastOrdered);
        concurrent = List.copyOf(concurrent);
        window = List.copyOf(window);
    }

    /** For people: what cannot be, and the operations around it. */
    public String explanation() {
        StringBuilder text = new StringBuilder();
        text.append("key ").append(key).append(" is not linearizable: ");
        text.append("after ").append(ended).append(" of its ").append(operations);
        text.append(" operations its state was one of ").append(states);
        text.append(", and none of them explains\n").append(line(blocked));
        text.append("the end of a longest legal order:\n");
        lastOrdered.forEach(operation -> text.append(line(operation)));
        text.append("concurrent with it:\n");
        concurrent.forEach(operation -> text.append(line(operation)));
        text.append("these alone cannot be, whatever the others had done by then, and when:\n");
        window.forEach(operation -> text.append(line(operation)));
        return text.toString();
    }

    private static String line(Operation operation) {
        String end = operation.outcome() instanceof Outcome.Unknown ? "never" : millis(operation.completedNanos());
        return String.format(
                Locale.ROOT,
                "  process %d: %s, %s [%s to %s ms]%n",
                operation.process(),
                operation.function(),
                operation.outcome(),
                millis(operation.invokedNanos()),
                end);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }
}
