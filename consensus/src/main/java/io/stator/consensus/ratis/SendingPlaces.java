package io.stator.consensus.ratis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Which of a host's senders may send a checkpoint: no more at once than there are places. The others wait, in the order in which
 * they came, and send heartbeats meanwhile. Thread-safe; each {@link Place} is for the thread of one sender.
 */
final class SendingPlaces {
    private final IntConsumer waitingChanged;

    /** In the order in which they came. Guarded by this. */
    private final Set<Place> waiting = new LinkedHashSet<>();

    /** Guarded by this. */
    private int free;

    /**
     * @param places 1 or more
     * @param waitingChanged told how many wait now, under this lock: must be quick, and must not throw
     */
    SendingPlaces(int places, IntConsumer waitingChanged) {
        this.free = places;
        this.waitingChanged = waitingChanged;
    }

    /** @param wake called, by any thread, when this sender's {@link Place#take} would succeed */
    Place newPlace(Runnable wake) {
        return new Place(wake);
    }

    /** A sender's part in it: none, waiting for a place, or holding one. */
    final class Place {
        private final Runnable wake;
        private State state = State.NONE;

        private enum State {
            NONE,
            WAITING,
            HELD
        }

        private Place(Runnable wake) {
            this.wake = wake;
        }

        /** Waits from now on, if none is free for it: it is woken, and asks again. @return whether it holds a place */
        boolean take() {
            if (!isHeld()) {
                state = admit(this) ? State.HELD : State.WAITING;
            }
            return isHeld();
        }

        boolean isHeld() {
            return state == State.HELD;
        }

        /** Whether {@link #take} would succeed now. */
        boolean mayTake() {
            return isHeld() || isNext(this);
        }

        /** Holds none, and waits for none, any more; idempotent. */
        void giveBack() {
            State before = state;
            state = State.NONE;
            if (before != State.NONE) {
                release(this, before == State.HELD ? 1 : 0);
            }
        }
    }

    private synchronized boolean admit(Place place) {
        boolean admitted = isNext(place);
        if (admitted) {
            free--;
        }
        if (admitted ? waiting.remove(place) : waiting.add(place)) {
            waitingChanged.accept(waiting.size());
        }
        return admitted;
    }

    private synchronized boolean isNext(Place place) {
        return waiting.contains(place) ? next().contains(place) : waiting.size() < free;
    }

    private List<Place> next() {
        return waiting.stream().limit(free).toList();
    }

    private void release(Place place, int places) {
        List<Place> woken;
        synchronized (this) {
            free += places;
            if (waiting.remove(place)) {
                waitingChanged.accept(waiting.size());
            }
            woken = next();
        }
        woken.forEach(each -> each.wake.run());
    }
}
