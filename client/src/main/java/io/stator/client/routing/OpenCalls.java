package io.stator.client.routing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls under way, and the one timer thread that they share. Thread-safe. */
final class OpenCalls {
    private static final Logger LOG = LoggerFactory.getLogger(OpenCalls.class);

    /** Looks at a call that does not get on are this often within an attempt's time-out. */
    private static final int CHECKS_PER_TIMEOUT = 4;

    private static final long CHECK_NANOS_MIN = 10_000_000;

    /** Attempts in frames end by these checks: so late at most. */
    private static final long CHECK_NANOS_MAX = 50_000_000;

    /** A call under way. */
    interface Call {
        /** Quick. What it throws ends the call. */
        void checkProgress(long nowNanos);

        /** Ends it by a bug that was met here. Never throws. */
        void fail(RuntimeException bug);

        /** Ends it, if nothing of it is on the way to a node. */
        void close();
    }

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean closed;

    OpenCalls(Duration attemptTimeout) {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "stator-client-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        long period =
                Math.max(CHECK_NANOS_MIN, Math.min(CHECK_NANOS_MAX, attemptTimeout.toNanos() / CHECKS_PER_TIMEOUT));
        timer.scheduleWithFixedDelay(this::checkProgress, period, period, TimeUnit.NANOSECONDS);
    }

    void add(Call call) {
        calls.add(call);
    }

    void remove(Call call) {
        calls.remove(call);
    }

    /** Goes on with a call as {@link #later(Runnable, long)} does; what is thrown ends the call. */
    void later(Call call, Runnable step, long delayNanos) {
        later(() -> guarded(call, step), delayNanos);
    }

    /** Runs it on the timer's thread, or at once and here if this is closed. What it throws is lost. */
    Future<?> later(Runnable step, long delayNanos) {
        try {
            return timer.schedule(step, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            step.run();
            return CompletableFuture.completedFuture(null);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Before the channels are shut down: what fails because of that is not to be sent again. */
    void refuseNew() {
        closed = true;
    }

    /** When the channels are shut down. */
    void close() {
        closed = true;
        timer.shutdownNow();
        calls.forEach(Call::close);
    }

    private void checkProgress() {
        long now = System.nanoTime();
        calls.forEach(call -> guarded(call, () -> call.checkProgress(now)));
    }

    /** The timer goes on, whatever one of its calls does: with it no other would have a time-out any more. */
    private void guarded(Call call, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            LOG.error("a call ends by a bug of its own", bug);
            calls.remove(call);
            call.fail(bug);
        }
    }
}
