package io.stator.consensus.ratis;

import io.stator.consensus.MonotonicClock;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends what Ratis forgets: while a leader hands over it refuses entries; if an entry gets into its log at the wrong moment, Ratis 3.3.0 gives the
 * hand-over up and goes on refusing (TransferLeadership.start answers the request and leaves it
 * pending). A leader that has refused for longer than any hand-over should take steps down: the next
 * one begins anew. Thread-safe.
 *
 * @param <L> the leading replica
 */
final class HangingHandOver<L> {
    /** A hand-over takes an election, and that is about one round among nodes that are well. */
    static final long PATIENCE_MILLIS = 2_000;

    private final MonotonicClock clock;
    private final Consumer<L> stepDown;
    private @Nullable Long refusingSinceNanos;
    private long refusingTerm;

    HangingHandOver(MonotonicClock clock, Consumer<L> stepDown) {
        this.clock = clock;
        this.stepDown = stepDown;
    }

    /** The leader took an entry. */
    synchronized void accepted() {
        refusingSinceNanos = null;
    }

    /** The leader of this term refused an entry because it is handing over. */
    void refused(L leading, long term) {
        if (tooLong(term, clock.nanos())) {
            stepDown.accept(leading);
        }
    }

    private synchronized boolean tooLong(long term, long now) {
        if (refusingSinceNanos == null || refusingTerm != term) {
            refusingSinceNanos = now;
            refusingTerm = term;
            return false;
        }
        boolean tooLong = now - refusingSinceNanos > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        if (tooLong) {
            refusingSinceNanos = now;
        }
        return tooLong;
    }
}
