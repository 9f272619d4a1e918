package io.stator.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * For reads that may take long. What finds no thread waits; it is rejected if too many wait, or if the first has waited for
 * too long: an answer that comes after the client has given up is work for nobody. Thread-safe.
 */
final class ReadThreads implements Executor, AutoCloseable {
    private final LongSupplier nanoTime;
    private final long waitedNanosMax;
    private final BlockingQueue<Runnable> queue;
    private final ThreadPoolExecutor threads;

    /**
     * Of what waits.
     *
     * @param waitedMillisMax of the first
     */
    record Limits(int waitingMax, long waitedMillisMax) {}

    ReadThreads(String name, int threads, Limits limits, LongSupplier nanoTime) {
        AtomicInteger count = new AtomicInteger();
        this.nanoTime = nanoTime;
        this.waitedNanosMax = TimeUnit.MILLISECONDS.toNanos(limits.waitedMillisMax());
        this.queue = new ArrayBlockingQueue<>(limits.waitingMax());
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.MILLISECONDS,
                queue,
                task -> Threads.daemon(name + "-" + count.incrementAndGet(), task));
    }

    private record Waiting(Runnable task, long sinceNanos) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        long now = nanoTime.getAsLong();
        if (queue.peek() instanceof Waiting first && now - first.sinceNanos() > waitedNanosMax) {
            throw new RejectedExecutionException("reads wait for too long");
        }
        threads.execute(new Waiting(task, now));
    }

    /** What waits is still done. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
