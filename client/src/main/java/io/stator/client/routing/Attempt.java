package io.stator.client.routing;

import io.grpc.Status;
import io.stator.model.StatorException;
import org.jspecify.annotations.Nullable;

/**
 * One request to one node, and whether it may have got there.
 *
 * <p>A request is surely not sent as long as gRPC has not been given it for a connected transport: then no byte of it is
 * in any buffer. From then on nothing is sure, since bytes that wait in a buffer for a paused node will reach it when it
 * goes on, even after the attempt was given up.
 */
abstract class Attempt<R> {
    /** Told once how it ended, on an I/O thread or, if it never got away, on the caller's. */
    interface Ending<R> {
        /**
         * @param response there if the status is OK and nothing was said
         * @param said the node's own word on what went wrong
         */
        void ended(Attempt<R> attempt, @Nullable R response, @Nullable StatorException said, Status status);
    }

    private final String address;
    private final long startedNanos = System.nanoTime();

    Attempt(String address) {
        this.address = address;
    }

    final String address() {
        return address;
    }

    final long startedNanos() {
        return startedNanos;
    }

    abstract boolean maybeSent();

    /** Ends it with CANCELLED, if it has not ended yet. */
    abstract void cancel();

    /** Ends it with DEADLINE_EXCEEDED if its time is over and nobody else sees to that. */
    abstract void checkDeadline(long nowNanos);
}
