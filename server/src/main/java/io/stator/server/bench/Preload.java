package io.stator.server.bench;

import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

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

    /** @throws StatorException if a batch fails */
    void run() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.seed());
        Semaphore permits = new Semaphore(BATCHES_MAX);
        List<CompletableFuture<Void>> failures = new ArrayList<>();
        for (int from = 0; from < plan.keys(); from += Limits.BATCH_WRITE_ITEMS_MAX) {
            List<BenchmarkTarget.Entry> batch = new ArrayList<>();
            for (int key = from; key < Math.min(plan.keys(), from + Limits.BATCH_WRITE_ITEMS_MAX); key++) {
                batch.add(items.entry(key, random));
            }
            permits.acquire();
            CompletableFuture<Void> written = target.load(batch);
            written.whenComplete((done, failure) -> permits.release());
            failures.removeIf(CompletableFuture::isDone);
            failures.add(written);
            if (written.isCompletedExceptionally()) {
                break;
            }
        }
        CompletableFuture.allOf(failures.toArray(CompletableFuture[]::new)).join();
    }
}
