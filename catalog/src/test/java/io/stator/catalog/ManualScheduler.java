package io.stator.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Time that stands still until a test moves it. Tasks run on the test's thread, in order of time, then of arrival. */
final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task task) -> task.atMillis).thenComparing(task -> task.order));
    private long nowMillis;
    private long arrivals;

    void runDue() {
        advance(0);
    }

    void advance(long millis) {
        long until = nowMillis + millis;
        while (!tasks.isEmpty() && tasks.element().atMillis <= until) {
            Task task = tasks.remove();
            nowMillis = Math.max(nowMillis, task.atMillis);
            task.run();
        }
        nowMillis = until;
    }

    @Override
    public void execute(Runnable command) {
        add(command, 0, 0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return add(command, unit.toMillis(delay), 0);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        return add(command, unit.toMillis(first), unit.toMillis(delay));
    }

    private Task add(Runnable command, long delayMillis, long periodMillis) {
        Task task = new Task(command, nowMillis + delayMillis, periodMillis, arrivals++);
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        tasks.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left = new ArrayList<>(tasks);
        tasks.clear();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }

    private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final long periodMillis;
        private final long order;
        private long atMillis;

        Task(Runnable command, long atMillis, long periodMillis, long order) {
            super(command, new Object());
            this.atMillis = atMillis;
            this.periodMillis = periodMillis;
            this.order = order;
        }

        @Override
        public void run() {
            if (periodMillis == 0) {
                super.run();
            } else if (super.runAndReset()) {
                atMillis = nowMillis + periodMillis;
                tasks.add(this);
            }
        }

        /** A task that throws would vanish without a trace: here it fails the test. */
        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
            throw new IllegalStateException("a scheduled task failed", failure);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            tasks.remove(this);
            return super.cancel(mayInterrupt);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atMillis - nowMillis, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }
}
