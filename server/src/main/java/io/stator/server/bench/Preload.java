package io.stator.server.bench;

import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Fills a target with an item for each key of a plan, in batches. */
final class Preload {
    private static final int BATCHES_MAX = 16;

    private final BenchmarkTarget target;
    private final BenchmarkPlan plan;
    private final BenchmarkItems items;

    Preload(BenchmarkTarget target, BenchmarkPlan plan, BenchmarkItems items) {
        this.target = target;
        this.plan = plan;
        this.items = items;
    }

    /**
     * Returns when all is there.
     *
     * @throws StatorException if a batch fails, with the first failure as its cause; then no more are sent, and those that
     *     were have ended
     */
    void run() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.seed());
        Semaphore permits = new Semaphore(BATCHES_MAX);
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        for (int from = 0; from < plan.keys(); from += Limits.BATCH_WRITE_ITEMS_MAX) {
            List<BenchmarkTarget.Entry> batch = new ArrayList<>();
            for (int key = from; key < Math.min(plan.keys(), from + Limits.BATCH_WRITE_ITEMS_MAX); key++) {
                batch.add(items.entry(key, random));
            }
            permits.acquire();
            if (failed.get() != null) {
                permits.release();
                break;
            }
            target.load(batch).whenComplete((done, failure) -> {
                if (failure != null) {
                    failed.compareAndSet(null, failure);
                }
                permits.release();
            });
        }
        permits.acquire(BATCHES_MAX);
        Throwable failure = failed.get();
        if (failure != null) {
            Throwable cause = Operation.cause(failure);
            throw new StatorException(Operation.code(failure), "filling failed: " + cause.getMessage(), cause);
        }
    }
}
