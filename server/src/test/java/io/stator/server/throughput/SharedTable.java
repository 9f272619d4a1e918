package io.stator.server.throughput;

import io.stator.catalog.CatalogView;
import io.stator.catalog.NodeRecord;
import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.ErrorCode;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.Throughput;
import io.stator.proto.v1.ShareThroughputRequest;
import io.stator.proto.v1.ShareThroughputResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/** One table on several nodes, each of which could keep the books, in one thread and in a time of its own. */
final class SharedTable {
    private static final int STEPS_PER_SECOND = 20;

    final List<TableMeters> nodes = new ArrayList<>();
    final Map<String, TableInfo> tables = new TreeMap<>();
    private final List<ThroughputExchange> exchanges = new ArrayList<>();
    private final List<ThroughputBooks> books = new ArrayList<>();
    private final Map<String, NodeRecord> members = new TreeMap<>();
    private final RandomGenerator random;
    private long nowNanos = 17;
    private long catalogIndex = 1;
    int refused;

    /** Who keeps the books; negative: nobody. */
    int leader;

    /** Whether a message of this node gets lost. */
    IntPredicate requestLost = node -> false;

    IntPredicate answerLost = node -> false;

    SharedTable(int count, Throughput throughput, RandomGenerator random) {
        this.random = random;
        tables.put("t", table(1, throughput));
        for (int i = 0; i < count; i++) {
            members.put("n" + i, new NodeRecord("n" + i, "i", "h:1", "h:2"));
            books.add(new ThroughputBooks(() -> nowNanos));
            TableMeters meters = new TableMeters(
                    new TableMeters.Means(() -> nowNanos, () -> count, random.nextLong(), type -> refused++));
            nodes.add(meters);
            int node = i;
            exchanges.add(new ThroughputExchange(new ThroughputExchange.Means(
                    "n" + i, meters, () -> Optional.of(view()), request -> share(node, request), () -> nowNanos)));
        }
    }

    static TableInfo table(long id, Throughput throughput) {
        return table(id, Billing.of(BillingMode.PROVISIONED, throughput, 0));
    }

    static TableInfo table(long id, Billing billing) {
        return new TableInfo(
                id,
                1,
                TableSchema.of("t", "id", KeyType.STRING),
                TableStatus.ACTIVE,
                0,
                TableProperties.NONE.with(billing));
    }

    TableInfo table() {
        return tables.getOrDefault("t", table(1, Billing.ON_DEMAND));
    }

    void change(TableInfo table) {
        tables.put("t", table);
        catalogIndex++;
    }

    private CatalogView view() {
        return new CatalogView(catalogIndex, "c", members, Set.of(), List.of(), new TreeMap<>(tables), new TreeMap<>());
    }

    private CompletableFuture<ShareThroughputResponse> share(int node, ShareThroughputRequest request) {
        if (leader < 0 || requestLost.test(node)) {
            return lost();
        }
        ShareThroughputResponse answer = books.get(leader).share(request, view());
        return answerLost.test(node) ? lost() : CompletableFuture.completedFuture(answer);
    }

    private static CompletableFuture<ShareThroughputResponse> lost() {
        return CompletableFuture.failedFuture(new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "lost"));
    }

    /** A write of one unit. */
    boolean write(int node) {
        return write(node, 1);
    }

    boolean write(int node, double units) {
        TableMeter meter = nodes.get(node).writes(table());
        if (meter == null || meter.take(units)) {
            return true;
        }
        meter.refusal(units);
        return false;
    }

    /** Time passes without any demand. */
    void passSeconds(int seconds) {
        run(seconds, new double[nodes.size()]);
    }

    /**
     * Time passes, and each node is asked for so many units a second; it is one write or many, at random.
     *
     * @return what each of them consumed
     */
    double[] run(int seconds, double... demand) {
        double[] consumed = new double[demand.length];
        for (int step = 0; step < seconds * STEPS_PER_SECOND; step++) {
            nowNanos += TimeUnit.SECONDS.toNanos(1) / STEPS_PER_SECOND;
            for (int node = 0; node < demand.length; node++) {
                consumed[node] += ask(node, demand[node] / STEPS_PER_SECOND);
                // Not all at the same time.
                if (step % STEPS_PER_SECOND == node * 7 % STEPS_PER_SECOND) {
                    exchanges.get(node).tick();
                }
            }
        }
        return consumed;
    }

    private double ask(int node, double units) {
        double consumed = 0;
        double left = units;
        while (left > 0) {
            double size = Math.min(left, 1 + random.nextInt(3));
            consumed += write(node, size) ? size : 0;
            left -= size;
        }
        return consumed;
    }
}
