package io.stator.server.bench;

import java.util.LinkedHashSet;
import java.util.Set;
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
        return switch (kind) {
            case WRITE -> target.write(items.entry(key(random), random));
            case READ -> target.read(items.key(key(random)));
            case EVENTUAL_READ -> target.eventualRead(items.key(key(random)));
            case TRANSACT_WRITE ->
                target.transactWrite(keys(random).stream()
                        .map(key -> items.entry(key, random))
                        .toList());
            case TRANSACT_READ ->
                target.transactRead(keys(random).stream().map(items::key).toList());
        };
    }

    private int key(SplittableRandom random) {
        return random.nextInt(plan.workload().keysOf(plan.keys()));
    }

    /** Each once. */
    private Set<Integer> keys(SplittableRandom random) {
        Set<Integer> keys = new LinkedHashSet<>();
        while (keys.size() < plan.workload().itemsPerOperation()) {
            keys.add(key(random));
        }
        return keys;
    }
}
