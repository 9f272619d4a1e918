package io.stator.server.throughput;

import io.stator.catalog.CatalogView;
import io.stator.consensus.MonotonicClock;
import io.stator.proto.v1.ShareThroughputRequest;
import io.stator.proto.v1.ShareThroughputResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each second reports what was consumed here, and learns what this node may take; a report that is not answered is followed by the
 * next one, which says more. Says nothing while no table is limited. Thread-safe.
 */
public final class ThroughputExchange implements AutoCloseable {
    /** Between reports; a change of a table is seen as soon. */
    public static final long PERIOD_MILLIS = 1_000;

    /** After so long without an answer the node goes by what all can do alone. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final Logger LOG = LoggerFactory.getLogger(ThroughputExchange.class);

    private final Means means;

    // Guarded by this.
    private CompletableFuture<?> asked = CompletableFuture.completedFuture(null);
    private long heardNanos;
    private long lookedAtIndex = -1;
    private boolean anyLimited;

    /**
     * What it works with.
     *
     * @param view empty before the node knows its cluster
     * @param share asks the catalog's leader; its futures end within a second or so
     */
    public record Means(
            String nodeId,
            TableMeters meters,
            Supplier<Optional<CatalogView>> view,
            Function<ShareThroughputRequest, CompletableFuture<ShareThroughputResponse>> share,
            MonotonicClock clock) {}

    private volatile Future<?> schedule = CompletableFuture.completedFuture(null);

    ThroughputExchange(Means means) {
        this.means = means;
        this.heardNanos = means.clock().nanos();
    }

    public static ThroughputExchange start(Means means, ScheduledExecutorService scheduler) {
        ThroughputExchange exchange = new ThroughputExchange(means);
        exchange.schedule =
                scheduler.scheduleWithFixedDelay(exchange::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return exchange;
    }

    /** Once a second. */
    void tick() {
        try {
            means.view().get().ifPresent(this::tick);
        } catch (RuntimeException e) {
            // The schedule would end with it.
            LOG.error("throughput is not shared for now", e);
        }
    }

    private synchronized void tick(CatalogView view) {
        means.meters().follow(view.tables());
        if (view.appliedIndex() != lookedAtIndex) {
            lookedAtIndex = view.appliedIndex();
            anyLimited = view.tables().values().stream().anyMatch(TableMeters::isLimited);
        }
        long now = means.clock().nanos();
        if (!anyLimited) {
            heardNanos = now;
            return;
        }
        if (now - heardNanos > PATIENCE_NANOS) {
            means.meters().goAlone();
        }
        if (asked.isDone()) {
            asked = means.share().apply(means.meters().report(means.nodeId())).whenComplete((answer, failure) -> {
                if (failure == null) {
                    learn(answer);
                }
            });
        }
    }

    private synchronized void learn(ShareThroughputResponse answer) {
        heardNanos = means.clock().nanos();
        means.view().get().ifPresent(view -> means.meters().learn(answer, view.tables()));
    }

    @Override
    public void close() {
        schedule.cancel(false);
    }
}
