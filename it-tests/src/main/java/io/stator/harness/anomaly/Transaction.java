package io.stator.harness.anomaly;

import io.stator.harness.history.Operation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A transaction of a history. Immutable.
 *
 * @param number its name for people, unique in the history
 * @param process who did it; a process does one at a time, but one whose outcome is unknown never ends
 * @param steps in the order in which they were done
 * @param invokedNanos when it began, on the history's clock; no two moments of one history are equal
 * @param completedNanos when its outcome was known; {@link Operation#NEVER} if it is unknown
 */
public record Transaction(
        int number, int process, List<MicroOperation> steps, Status status, long invokedNanos, long completedNanos) {

    /** How it ended, as far as its caller can know. */
    public enum Status {
        COMMITTED,
        /** Surely has no effect. */
        ABORTED,
        /** May have committed, may yet do so at any later time, or never. */
        UNKNOWN
    }

    public Transaction {
        steps = List.copyOf(steps);
        if (invokedNanos >= completedNanos) {
            throw new IllegalArgumentException("transaction ends before it begins: " + number);
        }
        if ((status == Status.UNKNOWN) != (completedNanos == Operation.NEVER)) {
            throw new IllegalArgumentException("a transaction never ends if, and only if, it is unknown: " + number);
        }
    }

    boolean isCommitted() {
        return status == Status.COMMITTED;
    }

    /** Such as {@code T7}. */
    public String name() {
        return "T" + number;
    }

    /** For people, in a line. */
    public String description() {
        String end = status == Status.UNKNOWN ? "unknown" : String.format(Locale.ROOT, "%.3f ms", completedNanos / 1e6);
        return String.format(
                Locale.ROOT,
                "%s (process %d, %s, %.3f ms to %s): %s",
                name(),
                process,
                status.name().toLowerCase(Locale.ROOT),
                invokedNanos / 1e6,
                end,
                steps.stream().map(MicroOperation::toString).collect(Collectors.joining(", ")));
    }
}
