package io.stator.harness.history;

/**
 * One operation of a history. Immutable.
 *
 * @param process who did it; a process does one operation at a time, but one whose outcome is
 *     unknown never ends
 * @param invokedNanos when it began, on the history's clock; no two moments of one history are equal
 * @param completedNanos when its outcome was known; {@link #NEVER} if it is unknown
 */
public record Operation(
        int process, String key, Function function, Outcome outcome, long invokedNanos, long completedNanos) {

    /** The end of an operation whose outcome is unknown. */
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        if (invokedNanos >= completedNanos) {
            throw new IllegalArgumentException(
                    "operation ends before it begins: " + invokedNanos + " to " + completedNanos);
        }
        if (outcome instanceof Outcome.Unknown != (completedNanos == NEVER)) {
            throw new IllegalArgumentException("an operation never ends if, and only if, its outcome is unknown");
        }
    }

    /** Whether both were under way at some moment. */
    public boolean overlaps(Operation other) {
        return invokedNanos < other.completedNanos && other.invokedNanos < completedNanos;
    }
}
