package io.stator.client.routing;

import io.grpc.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Further tries of what takes several calls: after a back-off that grows, within the time of one call. For one such thing,
 * whose tries follow one another.
 */
public final class Retries {
    private final CallMachinery machinery;
    private final Deadline deadline;
    private int failures;

    Retries(CallMachinery machinery, Deadline deadline) {
        this.machinery = machinery;
        this.deadline = deadline;
    }

    /**
     * Ends when the next try may begin, with whether it may: not if the time would be over by then, nor if the client is
     * closed. Never fails. Dependents run on the client's one timer thread and must not block.
     */
    public CompletableFuture<Boolean> next() {
        Pause pause = new Pause();
        long delayNanos = machinery.backoff().delayNanos(failures++);
        if (delayNanos >= deadline.timeRemaining(TimeUnit.NANOSECONDS)) {
            pause.ended.complete(false);
            return pause.ended;
        }
        OpenCalls openCalls = machinery.openCalls();
        openCalls.add(pause);
        pause.ended.whenComplete((may, never) -> openCalls.remove(pause));
        openCalls.later(() -> pause.ended.complete(!openCalls.isClosed()), delayNanos);
        return pause.ended;
    }

    /** Between two tries; who closes the client ends it, since the timer then forgets it. */
    private static final class Pause implements OpenCalls.Call {
        private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

        @Override
        public void checkProgress(long nowNanos) {}

        @Override
        public void fail(RuntimeException bug) {
            ended.complete(false);
        }

        @Override
        public void close() {
            ended.complete(false);
        }
    }
}
