package io.stator.client.routing;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What all calls of one client share. */
record CallMachinery(
        NodeConnections connections,
        OpenCalls openCalls,
        RoutingSettings settings,
        Backoff backoff,
        Throttles throttles,
        LocalNode localNode) {

    /** The deadline of a call that starts now: the setting's, or that of the call which is being served, if sooner. */
    Deadline callDeadline() {
        Deadline own = sharedDeadline();
        Deadline served = Context.current().getDeadline();
        return served == null ? own : own.minimum(served);
    }

    /** Of a question that starts now, and that is not one call's alone. */
    Deadline sharedDeadline() {
        return Deadline.after(settings.deadline().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The same as {@link #callDeadline} for writes. */
    Deadline writeDeadline() {
        return callDeadline().minimum(Deadline.after(settings.writeTimeout().toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Ends when the future does, well or badly, or when the time is over. Never fails. */
    CompletableFuture<Void> await(CompletableFuture<?> future, long nanosMax) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        future.whenComplete((value, failure) -> ended.complete(null));
        if (!ended.isDone()) {
            Future<?> limit = openCalls.later(() -> ended.complete(null), nanosMax);
            ended.whenComplete((value, failure) -> limit.cancel(false));
        }
        return ended;
    }
}
