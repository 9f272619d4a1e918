package io.stator.gateway.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time by which something must have happened, moved with each request. To move it later costs no more than reading the
 * clock: the timer looks when it fires. Used by one thread.
 */
final class Deadline {
    private final EventExecutor executor;
    private final Runnable passed;
    private @Nullable ScheduledFuture<?> timer;
    private long timerNanos;
    private long nanos;
    private boolean set;

    Deadline(EventExecutor executor, Runnable passed) {
        this.executor = executor;
        this.passed = passed;
    }

    void in(long millis) {
        nanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        set = true;
        if (timer == null || nanos - timerNanos < 0) {
            start();
        }
    }

    void none() {
        set = false;
    }

    void cancel() {
        set = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void start() {
        if (timer != null) {
            timer.cancel(false);
        }
        timerNanos = nanos;
        timer = executor.schedule(this::fired, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void fired() {
        timer = null;
        if (!set) {
            return;
        }
        if (nanos - System.nanoTime() <= 0) {
            passed.run();
        } else {
            start();
        }
    }
}
