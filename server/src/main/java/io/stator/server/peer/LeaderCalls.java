package io.stator.server.peer;

import io.stator.client.routing.WrongRouteException;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.PartitionInfo;
import io.stator.server.replica.Failures;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has the leader of a group do something, wherever it is: asks whom is thought to lead, follows hints, tries the
 * others, waits and begins again, until a deadline. What may have been done is not tried again, unless it is
 * repeatable. Thread-safe.
 */
final class LeaderCalls {
    /** About as often as it is worth asking while a group elects a leader. */
    private static final long PAUSE_MILLIS = 50;

    private final ScheduledExecutorService scheduler;
    private final long timeoutMillis;

    LeaderCalls(ScheduledExecutorService scheduler, long timeoutMillis) {
        this.scheduler = scheduler;
        this.timeoutMillis = timeoutMillis;
    }

    /** For one call, rounds and pauses included. */
    long timeoutMillis() {
        return timeoutMillis;
    }

    /**
     * @param candidates gives node ids, whom to ask first at the front; asked before each round
     * @param call asks one node
     * @param repeatable whether it may be done twice without harm: then an unknown outcome is tried again, too
     * @return fails with a StatorException
     */
    <A> CompletableFuture<A> call(
            Supplier<List<String>> candidates, Function<String, CompletableFuture<A>> call, boolean repeatable) {
        Pursuit<A> pursuit = new Pursuit<>(candidates, call, repeatable);
        pursuit.begin();
        return pursuit.answer;
    }

    /** One call on its way to the leader. Its steps follow one another, so it needs no lock. */
    private final class Pursuit<A> {
        private final Supplier<List<String>> candidates;
        private final Function<String, CompletableFuture<A>> call;
        private final boolean repeatable;
        private final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        private final CompletableFuture<A> answer = new CompletableFuture<>();
        private final Deque<String> toAsk = new ArrayDeque<>();
        private final Set<String> asked = new HashSet<>();

        Pursuit(Supplier<List<String>> candidates, Function<String, CompletableFuture<A>> call, boolean repeatable) {
            this.candidates = candidates;
            this.call = call;
            this.repeatable = repeatable;
        }

        void begin() {
            asked.clear();
            toAsk.clear();
            toAsk.addAll(candidates.get());
            next(new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "No leader is known"));
        }

        /** @param last why the one before could not do it */
        private void next(StatorException last) {
            String target = toAsk.poll();
            while (target != null && !asked.add(target)) {
                target = toAsk.poll();
            }
            if (target == null) {
                pause(last);
                return;
            }
            CompletableFuture<A> asking;
            try {
                asking = call.apply(target);
            } catch (RuntimeException e) {
                asking = CompletableFuture.failedFuture(e);
            }
            asking.whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    failed(Failures.translate(failure));
                }
            });
        }

        private void failed(StatorException error) {
            boolean again = error.code().retryable() || (repeatable && error.code() == ErrorCode.OUTCOME_UNKNOWN);
            if (!again) {
                answer.completeExceptionally(error);
                return;
            }
            PartitionInfo route = error instanceof WrongRouteException wrong ? wrong.route() : null;
            if (route != null && !route.getLeader().isEmpty()) {
                toAsk.addFirst(route.getLeader());
            }
            next(error);
        }

        private void pause(StatorException last) {
            if (deadline - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
                answer.completeExceptionally(
                        last.code() == ErrorCode.WRONG_ROUTE
                                ? new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "No leader is known", last)
                                : last);
                return;
            }
            try {
                scheduler.schedule(this::begin, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                answer.completeExceptionally(
                        new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "The node is shutting down", e));
            }
        }
    }
}
