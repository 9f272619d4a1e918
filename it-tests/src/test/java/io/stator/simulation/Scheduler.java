package io.stator.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Time, and what is to happen when. Events of one time happen in the order in which they were planned. */
final class Scheduler {
    private record Event(long time, long number, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::time).thenComparingLong(Event::number));
    private long now;
    private long planned;
    private long moments;

    long now() {
        return now;
    }

    /** A moment of its own, for histories. */
    long moment() {
        return ++moments;
    }

    void after(long delay, Runnable action) {
        events.add(new Event(now + delay, planned++, action));
    }

    /** Lets the next event happen; false: there is none. */
    boolean step() {
        Event next = events.poll();
        if (next == null) {
            return false;
        }
        now = next.time();
        next.action().run();
        return true;
    }
}
