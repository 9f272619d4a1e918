package io.stator.server.sizes;

import io.stator.catalog.CatalogView;
import io.stator.catalog.NodeRecord;
import io.stator.catalog.PartitionRecord;
import io.stator.proto.v1.ShareTableSizesRequest;
import io.stator.proto.v1.ShareTableSizesResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one other node after the other for counts that are newer than those known here. What one node knows all know some rounds
 * later, and a node that has just started after the first. Thread-safe.
 */
public final class SizeExchange implements AutoCloseable {
    /** Between questions; where partitions are counted more often than this, as often. */
    public static final long PERIOD_MILLIS_MAX = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(SizeExchange.class);

    private final Means means;

    // Guarded by this.
    private CompletableFuture<?> asked = CompletableFuture.completedFuture(null);
    private int turn;

    /**
     * What it works with.
     *
     * @param view empty before the node knows its cluster
     * @param ask a node; its futures end within seconds
     */
    public record Means(
            String nodeId,
            SizeBooks books,
            Supplier<Optional<CatalogView>> view,
            BiFunction<NodeRecord, ShareTableSizesRequest, CompletableFuture<ShareTableSizesResponse>> ask) {}

    private volatile Future<?> schedule = CompletableFuture.completedFuture(null);

    SizeExchange(Means means) {
        this.means = means;
    }

    public static SizeExchange start(Means means, ScheduledExecutorService scheduler, long periodMillis) {
        SizeExchange exchange = new SizeExchange(means);
        exchange.schedule =
                scheduler.scheduleWithFixedDelay(exchange::tick, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
        return exchange;
    }

    void tick() {
        try {
            means.view().get().ifPresent(this::tick);
        } catch (RuntimeException e) {
            // The schedule would end with it.
            LOG.error("sizes of tables are not exchanged for now", e);
        }
    }

    private synchronized void tick(CatalogView view) {
        means.books().keep(view.partitions().stream().map(PartitionRecord::id).collect(Collectors.toSet()));
        List<NodeRecord> others = view.nodes().values().stream()
                .filter(node -> !node.id().equals(means.nodeId()))
                .toList();
        if (!others.isEmpty() && asked.isDone()) {
            turn = (turn + 1) % others.size();
            asked = ask(others.get(turn));
        }
    }

    private CompletableFuture<Void> ask(NodeRecord node) {
        return means.ask()
                .apply(node, means.books().question())
                .thenCompose(answer -> {
                    means.books().learn(answer);
                    return answer.getMore() ? ask(node) : CompletableFuture.<Void>completedFuture(null);
                })
                .exceptionally(failure -> {
                    LOG.debug("node {} does not say what it has counted", node.id(), failure);
                    return null;
                });
    }

    @Override
    public void close() {
        schedule.cancel(false);
    }
}
