package io.stator.server.bench;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Begins the operations of a workload. Thread-safe. */
final class Operations {
    private final BenchmarkTarget target;
    private final BenchmarkPlan plan;
    private final BenchmarkItems items;

    Operations(BenchmarkTarget target, BenchmarkPlan plan, BenchmarkItems items) {
        this.target = target;
        this.plan = plan;
        this.items = items;
    }

    /** @param random says which kind, key and value */
    Operation begin(SplittableRandom random) {
        OperationKind kind = plan.workload().next(random);
        return new Operation(kind, begin(kind, random));
    }

    private CompletableFuture<?> begin(OperationKind kind, SplittableRandom random) {
        int key = random.nextInt(plan.keys());
        return switch (kind) {
            case WRITE -> target.write(items.entry(key, random));
            case READ -> target.read(items.key(key));
            case EVENTUAL_READ -> target.eventualRead(items.key(key));
        };
    }
}
