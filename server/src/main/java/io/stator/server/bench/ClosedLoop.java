package io.stator.server.bench;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logical clients without threads of their own: the answer to each operation starts the next one. What is
 * measured can be exchanged while they run, so that a warm-up leaves no trace.
 */
final class ClosedLoop {
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 10;

    private final Operations operations;
    private final int clients;
    private final long seed;
    private volatile Measurement measurement = new Measurement();
    private final CountDownLatch running;
    private volatile boolean stopped;

    ClosedLoop(Operations operations, int clients, long seed) {
        this.operations = operations;
        this.clients = clients;
        this.seed = seed;
        this.running = new CountDownLatch(clients);
    }

    void start() {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < clients; i++) {
            step(seeds.split());
        }
    }

    /** From now on, what is measured goes into this one. */
    void measureInto(Measurement next) {
        measurement = next;
    }

    /** @return whether every operation under way has ended in time */
    boolean stop(long timeoutSeconds) throws InterruptedException {
        stopped = true;
        return running.await(timeoutSeconds, TimeUnit.SECONDS);
    }

    private void step(SplittableRandom random) {
        while (!stopped) {
            long start = System.nanoTime();
            Operation operation = operations.begin(random);
            CompletableFuture<?> answer = operation.answer();
            if (!answer.isDone()) {
                answer.whenComplete((value, failure) -> goOn(operation.kind(), start, failure, random));
                return;
            }
            Throwable failure = answer.handle((value, thrown) -> thrown).join();
            if (failure != null) {
                goOn(operation.kind(), start, failure, random);
                return;
            }
            measurement.ended(operation.kind(), System.nanoTime() - start, null);
        }
        running.countDown();
    }

    private void goOn(OperationKind kind, long start, @Nullable Throwable failure, SplittableRandom random) {
        measurement.ended(kind, System.nanoTime() - start, failure);
        if (failure == null) {
            step(random);
        } else {
            // A cluster that refuses at once must not turn the loop into a busy one.
            CompletableFuture.delayedExecutor(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> step(random));
        }
    }
}
