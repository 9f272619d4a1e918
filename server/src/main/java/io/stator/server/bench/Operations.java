package io.stator.server.bench;

import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Begins the operations of a workload. Thread-safe. */
final class Operations {
    private final StatorClient client;
    private final BenchmarkPlan plan;
    private final BenchmarkItems items;
    private final String table;

    Operations(StatorClient client, BenchmarkPlan plan, BenchmarkItems items, String table) {
        this.client = client;
        this.plan = plan;
        this.items = items;
        this.table = table;
    }

    /** @param random says which kind, key and value */
    Operation begin(SplittableRandom random) {
        OperationKind kind = plan.workload().next(random);
        return new Operation(kind, begin(kind, random));
    }

    private CompletableFuture<?> begin(OperationKind kind, SplittableRandom random) {
        int key = random.nextInt(plan.keys());
        return switch (kind) {
            case WRITE -> client.put(Put.of(table, items.item(key, random)));
            case READ -> client.get(Get.of(table, items.key(key)));
            case EVENTUAL_READ -> client.get(Get.of(table, items.key(key)).eventual());
        };
    }
}
