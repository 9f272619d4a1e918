package io.stator.consensus;

/**
 * Judges whether a leader's lease still holds. A port only so that a test can put a judge in its place who is
 * wrong on purpose. Thread-safe, never blocks.
 */
@FunctionalInterface
public interface LeasePolicy {

    /** Both on this node's {@link MonotonicClock}. */
    boolean holds(long nowNanos, long expiryNanos);

    /** The only right one. */
    static LeasePolicy untilExpiry() {
        return (nowNanos, expiryNanos) -> nowNanos - expiryNanos < 0;
    }
}
