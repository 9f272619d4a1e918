package io.stator.harness.history;

/**
 * A time in which something was broken on purpose. Immutable.
 *
 * @param fault for people, such as {@code kill n2}
 * @param fromNanos on the history's clock
 * @param toNanos when it was healed
 */
public record FaultWindow(String fault, long fromNanos, long toNanos) {
    public FaultWindow {
        if (fromNanos > toNanos) {
            throw new IllegalArgumentException("a fault ends before it begins: " + fault);
        }
    }
}
