package io.stator.server.bench;

import io.stator.client.BatchWrite;
import io.stator.client.StatorClient;
import io.stator.model.ErrorCode;
import io.stator.model.KeyType;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.proto.v1.PartitionMap;
import io.stator.server.launch.ClusterCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.HdrHistogram.Histogram;

/** One benchmark, from the table it makes to the result. Blocks its thread; use it once. */
public final class Benchmark {
    static final String TABLE = "stator-bench";

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);
    private static final int PRELOAD_BATCHES_MAX = 16;
    private static final long END_SECONDS = 60;

    private final Connections connections;
    private final List<String> endpoints;
    private final BenchmarkPlan plan;
    private final BenchmarkItems items;
    private final BenchmarkProgress progress;

    /**
     * Who sends.
     *
     * @param preparing makes and fills the table
     * @param measured may be the same
     */
    public record Connections(StatorClient preparing, StatorClient measured) {}

    /**
     * @param endpoints by which the clients reach the cluster
     * @param progress hears of it on this thread
     */
    public Benchmark(Connections connections, List<String> endpoints, BenchmarkPlan plan, BenchmarkProgress progress) {
        this.connections = connections;
        this.endpoints = List.copyOf(endpoints);
        this.plan = plan;
        this.items = new BenchmarkItems(plan.valueBytes(), plan.seed());
        this.progress = progress;
    }

    /** @throws StatorException if the table cannot be made or filled */
    public BenchmarkResult run() throws InterruptedException {
        createTable();
        progress.phase("preloading " + plan.keys() + " items of " + plan.valueBytes() + " bytes");
        preload();
        try (ClusterCalls calls = new ClusterCalls(CALL_TIMEOUT)) {
            PartitionMap map = calls.partitionMap(endpoints.get(0));
            return measure(new CpuMeter(calls, map), map);
        }
    }

    private void createTable() {
        try {
            connections.preparing().blocking().createTable(TableSchema.of(TABLE, BenchmarkItems.KEY, KeyType.STRING));
        } catch (StatorException e) {
            if (e.code() != ErrorCode.RESOURCE_IN_USE) {
                throw e;
            }
        }
    }

    private void preload() throws InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.seed());
        Semaphore permits = new Semaphore(PRELOAD_BATCHES_MAX);
        List<CompletableFuture<Void>> failures = new ArrayList<>();
        for (int from = 0; from < plan.keys(); from += Limits.BATCH_WRITE_ITEMS_MAX) {
            BatchWrite batch = BatchWrite.of();
            for (int key = from; key < Math.min(plan.keys(), from + Limits.BATCH_WRITE_ITEMS_MAX); key++) {
                batch = batch.put(TABLE, items.item(key, random));
            }
            permits.acquire();
            CompletableFuture<Void> written = write(batch);
            written.whenComplete((done, failure) -> permits.release());
            failures.removeIf(CompletableFuture::isDone);
            failures.add(written);
            if (written.isCompletedExceptionally()) {
                break;
            }
        }
        CompletableFuture.allOf(failures.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<Void> write(BatchWrite batch) {
        return connections
                .preparing()
                .batchWrite(batch)
                .thenCompose(
                        rest -> rest.entries().isEmpty() ? CompletableFuture.<Void>completedFuture(null) : write(rest));
    }

    private BenchmarkResult measure(CpuMeter meter, PartitionMap map) throws InterruptedException {
        Operations operations = new Operations(connections.measured(), plan, items, TABLE);
        Measured measured;
        if (plan.load() instanceof Load.Rate rate) {
            SplittableRandom random = new SplittableRandom(plan.seed());
            measured = new OpenLoopRun(plan, () -> operations.begin(random), meter::read, progress).run(rate);
        } else {
            measured = closed(operations, ((Load.Clients) plan.load()).count(), meter);
        }
        return new BenchmarkResult(
                plan,
                endpoints,
                map.getNodesCount(),
                map.getPartitionsCount(),
                measured.elapsed(),
                rows(measured.latencies(), measured.inTime()),
                measured.latencies().errors(),
                measured.cpu().nodes(),
                measured.cpu().thisProcess(),
                measured.arrivals(),
                measured.series());
    }

    private Measured closed(Operations operations, int count, CpuMeter meter) throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(operations, count, plan.seed());
        progress.phase("warming up for " + plan.warmupSeconds() + " s");
        loop.start();
        Thread.sleep(plan.warmupSeconds() * 1000L);
        progress.phase("measuring for " + plan.seconds() + " s");
        CpuMeter.Reading before = meter.read();
        Measurement measured = new Measurement();
        loop.measureInto(measured);
        long start = System.nanoTime();
        Thread.sleep(plan.seconds() * 1000L);
        loop.measureInto(new Measurement());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        CpuMeter.Reading spent = meter.read().since(before);
        if (!loop.stop(END_SECONDS)) {
            progress.phase("operations are still under way after " + END_SECONDS + " s");
        }
        return new Measured(elapsed, measured, measured, spent, null, List.of());
    }

    /** @param inTime of what ended in the measured time */
    static List<BenchmarkResult.Row> rows(Measurement measured, Measurement inTime) {
        List<BenchmarkResult.Row> rows = new ArrayList<>();
        for (OperationKind kind : OperationKind.values()) {
            Histogram latency = measured.latency(kind);
            if (latency.getTotalCount() > 0) {
                rows.add(row(kind.label(), latency, inTime.latency(kind).getTotalCount()));
            }
        }
        if (rows.size() > 1) {
            rows.add(row("all", measured.latency(), inTime.latency().getTotalCount()));
        }
        return rows;
    }

    private static BenchmarkResult.Row row(String label, Histogram latency, long inTime) {
        return new BenchmarkResult.Row(
                label,
                latency.getTotalCount(),
                inTime,
                latency.getValueAtPercentile(50),
                latency.getValueAtPercentile(99),
                latency.getValueAtPercentile(99.9),
                latency.getMaxValue());
    }
}
