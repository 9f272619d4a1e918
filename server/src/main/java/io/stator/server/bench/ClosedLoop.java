package io.stator.server.bench;

import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Logical clients without threads of their own: the answer to each operation starts the next one. What is
 * measured can be exchanged while they run, so that a warm-up leaves no trace.
 */
final class ClosedLoop {
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 10;

    private final StatorClient client;
    private final BenchmarkPlan plan;
    private final BenchmarkItems items;
    private final String table;
    private volatile Measurement measurement = new Measurement();
    private final CountDownLatch running;
    private volatile boolean stopped;

    ClosedLoop(StatorClient client, BenchmarkPlan plan, BenchmarkItems items, String table) {
        this.client = client;
        this.plan = plan;
        this.items = items;
        this.table = table;
        this.running = new CountDownLatch(plan.clients());
    }

    void start() {
        SplittableRandom seeds = new SplittableRandom(plan.seed());
        for (int i = 0; i < plan.clients(); i++) {
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
            OperationKind kind = plan.workload().next(random);
            long start = System.nanoTime();
            CompletableFuture<?> operation = begin(kind, random);
            if (!operation.isDone()) {
                operation.whenComplete((value, failure) -> goOn(kind, start, failure, random));
                return;
            }
            Throwable failure = operation.handle((value, thrown) -> thrown).join();
            if (failure != null) {
                goOn(kind, start, failure, random);
                return;
            }
            record(kind, start, null);
        }
        running.countDown();
    }

    private void goOn(OperationKind kind, long start, @Nullable Throwable failure, SplittableRandom random) {
        record(kind, start, failure);
        if (failure == null) {
            step(random);
        } else {
            // A cluster that refuses at once must not turn the loop into a busy one.
            CompletableFuture.delayedExecutor(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> step(random));
        }
    }

    private CompletableFuture<?> begin(OperationKind kind, SplittableRandom random) {
        int key = random.nextInt(plan.keys());
        return switch (kind) {
            case WRITE -> client.put(Put.of(table, items.item(key, random)));
            case READ -> client.get(Get.of(table, items.key(key)));
            case EVENTUAL_READ -> client.get(Get.of(table, items.key(key)).eventual());
        };
    }

    private void record(OperationKind kind, long start, @Nullable Throwable failure) {
        if (failure == null) {
            measurement.succeeded(kind, System.nanoTime() - start);
            return;
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        measurement.failed(cause instanceof StatorException known ? known.code() : ErrorCode.INTERNAL_SERVER_ERROR);
    }
}
