package io.stator.client.routing;

import io.stator.model.ErrorCode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where one call goes. Asked by one thread at a time. A call goes in rounds: in a round each node is
 * asked at most once without waiting; between rounds it waits.
 */
interface Destination<Q, R> {
    /**
     * A node, and the request in the form that is meant for it.
     *
     * @param throttle of what is asked there; null: there is none
     */
    record Stop<Q>(String address, Q request, @Nullable AdaptiveThrottle throttle) {}

    /** Gets what must be known before {@link #next}. Fails if that cannot be had within the call's deadline. */
    CompletableFuture<Void> newRound();

    /**
     * The next node of this round; null: there is none.
     *
     * @throws io.stator.model.StatorException if the request is malformed or fits no single partition
     */
    @Nullable
    Stop<Q> next();

    /**
     * Learns from a failure.
     *
     * @return whether a new round may succeed though the failure itself is final
     */
    boolean failed(AttemptFailure failure);

    /** A write at this node takes long; it may be paused. */
    void slow();

    /** Whether an attempt at a write may have been applied, or may yet be. */
    default boolean inDoubt() {
        return false;
    }

    /** Whether an error that ends the call holds for the attempts in doubt, too. */
    default boolean decidesAll(ErrorCode code) {
        return false;
    }

    /**
     * Learns from an answer.
     *
     * @return whether it leaves nothing in doubt; else the same is to be sent again
     */
    default boolean answered(R answer) {
        return true;
    }
}
