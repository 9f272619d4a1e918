package io.stator.harness.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Records the operations of many threads. Thread-safe.
 *
 * <p>An operation's interval must hold the moment it took effect, so {@link #invoke} is called
 * before the request is sent, and the invocation's end after the answer is there. Moments are made
 * distinct and ascending under one lock: what was recorded first was first.
 */
public final class History {
    private final LongSupplier nanoClock;
    private final List<Operation> completed = new ArrayList<>();
    private final List<Invocation> open = new ArrayList<>();
    private long lastNanos = Long.MIN_VALUE;

    /** @param nanoClock monotonic, in nanoseconds, from any origin */
    public History(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** A history on this process's monotonic clock, which starts at zero now. */
    public static History startingNow() {
        long origin = System.nanoTime();
        return new History(() -> System.nanoTime() - origin);
    }

    /** The operation begins: call it before the request is sent. */
    public synchronized Invocation invoke(int process, String key, Function function) {
        Invocation invocation = new Invocation(process, key, function, nextMoment());
        open.add(invocation);
        return invocation;
    }

    /** All operations so far by their beginning; those that have not ended are unknown. */
    public synchronized List<Operation> operations() {
        List<Operation> all = new ArrayList<>(completed);
        for (Invocation invocation : open) {
            all.add(invocation.endingWith(new Outcome.Unknown(), Operation.NEVER));
        }
        all.sort(Comparator.comparingLong(Operation::invokedNanos));
        return all;
    }

    /** How many operations have ended, whatever their outcome. */
    public synchronized int size() {
        return completed.size();
    }

    private long nextMoment() {
        lastNanos = Math.max(nanoClock.getAsLong(), lastNanos + 1);
        return lastNanos;
    }

    private synchronized void complete(Invocation invocation, Outcome outcome) {
        if (!open.remove(invocation)) {
            throw new IllegalStateException("the operation has ended already");
        }
        long now = outcome instanceof Outcome.Unknown ? Operation.NEVER : nextMoment();
        completed.add(invocation.endingWith(outcome, now));
    }

    /** An operation under way. It ends once. */
    public final class Invocation {
        private final int process;
        private final String key;
        private final Function function;
        private final long invokedNanos;

        private Invocation(int process, String key, Function function, long invokedNanos) {
            this.process = process;
            this.key = key;
            this.function = function;
            this.invokedNanos = invokedNanos;
        }

        /** The operation has ended: call it after the answer is there. */
        public void end(Outcome outcome) {
            complete(this, outcome);
        }

        private Operation endingWith(Outcome outcome, long completedNanos) {
            return new Operation(process, key, function, outcome, invokedNanos, completedNanos);
        }
    }
}
