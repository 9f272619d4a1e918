package io.stator.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.stator.model.CapacityType;
import io.stator.model.ErrorCode;
import io.stator.partition.PartitionMetrics;
import io.stator.partition.storage.StorageListener;
import io.stator.server.grpc.CallListener;
import io.stator.server.grpc.Operation;
import io.stator.server.grpc.RefusalListener;
import io.stator.server.throughput.ThroughputListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one node, in a registry of its own. Thread-safe.
 *
 * <pre>
 * stator_call_seconds{operation,outcome}     each call's time in this node; outcome is ok or the error's type
 * stator_apply_seconds                        one log entry's, on this node's state machines
 * stator_apply_commands                       commands in it
 * stator_read_seconds{kind}                   strong by the lease, strong by a barrier, eventual, page
 * stator_trim_seconds                         a dropped table's items taken from one replica
 * stator_expiry_looked_total                  items looked at in the search for expired ones
 * stator_expiry_deleted_total                 items that expired
 * stator_throughput_exceeded_total{type}       requests refused for a table's provisioned reads or writes
 * stator_refused_total{reason}                 calls refused before they began: too many connections, too much arriving
 * stator_store_flushes_total, stator_store_compactions_total    of all stores of this node
 * </pre>
 *
 * {@link ReplicaMeters} adds those of each replica.
 */
public final class NodeMetrics
        implements CallListener, RefusalListener, PartitionMetrics, StorageListener, ThroughputListener, AutoCloseable {
    /** Calls faster or slower than these fall into the outermost buckets. */
    private static final Duration FASTEST = Duration.ofNanos(100_000);

    private static final Duration SLOWEST = Duration.ofSeconds(10);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final Map<CallKey, Timer> calls = new ConcurrentHashMap<>();
    private final Timer apply;
    private final DistributionSummary applyCommands;
    private final Timer strongReads;
    private final Timer eventualReads;
    private final Timer pages;
    private final Counter pageItems;
    private final Timer trims;
    private final Counter expiryLooked;
    private final Counter expiryDeleted;
    private final Counter readsExceeded;
    private final Counter writesExceeded;
    private final Counter connectionsRefused;
    private final Counter receivedRefused;
    private final Counter flushes;
    private final Counter compactions;

    private record CallKey(Operation operation, @Nullable ErrorCode error) {}

    /** @param nodeId tags every meter */
    public NodeMetrics(String nodeId) {
        registry.config().commonTags("node", nodeId);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
        apply = timer("stator.apply", Tags.empty());
        applyCommands = DistributionSummary.builder("stator.apply.commands")
                .publishPercentileHistogram()
                .minimumExpectedValue(1.0)
                .maximumExpectedValue(10_000.0)
                .register(registry);
        strongReads = timer("stator.read", Tags.of("kind", "strong"));
        eventualReads = timer("stator.read", Tags.of("kind", "eventual"));
        pages = timer("stator.read", Tags.of("kind", "page"));
        pageItems = registry.counter("stator.page.items");
        trims = timer("stator.trim", Tags.empty());
        expiryLooked = registry.counter("stator.expiry.looked");
        expiryDeleted = registry.counter("stator.expiry.deleted");
        readsExceeded = registry.counter("stator.throughput.exceeded", "type", "read");
        writesExceeded = registry.counter("stator.throughput.exceeded", "type", "write");
        connectionsRefused = registry.counter("stator.refused", "reason", "connections");
        receivedRefused = registry.counter("stator.refused", "reason", "received-bytes");
        flushes = registry.counter("stator.store.flushes");
        compactions = registry.counter("stator.store.compactions");
    }

    private Timer timer(String name, Tags tags) {
        return Timer.builder(name)
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(FASTEST)
                .maximumExpectedValue(SLOWEST)
                .register(registry);
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public void ended(Operation operation, @Nullable ErrorCode error, long nanos) {
        CallKey key = new CallKey(operation, error);
        Timer timer = calls.get(key);
        if (timer == null) {
            timer = calls.computeIfAbsent(key, this::callTimer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer callTimer(CallKey key) {
        ErrorCode error = key.error();
        return timer(
                "stator.call",
                Tags.of("operation", key.operation().label(), "outcome", error == null ? "ok" : error.type()));
    }

    @Override
    public void applied(int commands, long micros) {
        apply.record(micros, TimeUnit.MICROSECONDS);
        applyCommands.record(commands);
    }

    @Override
    public void read(boolean strong, long micros) {
        (strong ? strongReads : eventualReads).record(micros, TimeUnit.MICROSECONDS);
    }

    @Override
    public void page(int items, int itemBytes, long micros) {
        pages.record(micros, TimeUnit.MICROSECONDS);
        pageItems.increment(items);
    }

    @Override
    public void trimmed(long tableId, long micros) {
        trims.record(micros, TimeUnit.MICROSECONDS);
    }

    @Override
    public void expired(int looked, int deleted) {
        expiryLooked.increment(looked);
        expiryDeleted.increment(deleted);
    }

    @Override
    public void exceeded(CapacityType type) {
        switch (type) {
            case READ -> readsExceeded.increment();
            case WRITE -> writesExceeded.increment();
        }
    }

    @Override
    public void refused(Reason reason) {
        switch (reason) {
            case CONNECTIONS -> connectionsRefused.increment();
            case RECEIVED_BYTES -> receivedRefused.increment();
        }
    }

    @Override
    public void flushed() {
        flushes.increment();
    }

    @Override
    public void compacted() {
        compactions.increment();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
