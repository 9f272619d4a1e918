package io.stator.server.bench;

import io.stator.model.StatorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** One benchmark, from what its target needs to the result. Blocks its thread; use it once. */
public final class Benchmark {
    private static final long END_SECONDS = 60;

    private final BenchmarkTarget target;
    private final List<String> endpoints;
    private final BenchmarkPlan plan;
    private final BenchmarkItems items;
    private final BenchmarkProgress progress;

    /**
     * @param endpoints by which the target is reached
     * @param progress hears of it on this thread
     */
    public Benchmark(BenchmarkTarget target, List<String> endpoints, BenchmarkPlan plan, BenchmarkProgress progress) {
        this.target = target;
        this.endpoints = List.copyOf(endpoints);
        this.plan = plan;
        this.items = new BenchmarkItems(plan.valueBytes(), plan.seed());
        this.progress = progress;
    }

    /** @throws StatorException if the target cannot be made ready or filled */
    public BenchmarkResult run() throws InterruptedException {
        target.create();
        progress.phase("preloading " + plan.keys() + " items of " + plan.valueBytes() + " bytes");
        new Preload(target, plan, items).run();
        return measure();
    }

    private BenchmarkResult measure() throws InterruptedException {
        Operations operations = new Operations(target, plan, items);
        Measured measured;
        if (plan.load() instanceof Load.Rate rate) {
            SplittableRandom random = new SplittableRandom(plan.seed());
            measured = new OpenLoopRun(plan, () -> operations.begin(random), target::cpu, progress).run(rate);
        } else {
            measured = closed(operations, ((Load.Clients) plan.load()).count());
        }
        return new BenchmarkResult(
                plan,
                endpoints,
                target.nodes(),
                target.partitions(),
                measured.elapsed(),
                rows(measured.latencies(), measured.inTime()),
                measured.latencies().errors(),
                measured.cpu().nodes(),
                measured.cpu().thisProcess(),
                measured.arrivals(),
                measured.series());
    }

    private Measured closed(Operations operations, int count) throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(operations, count, plan.seed());
        progress.phase("warming up for " + plan.warmupSeconds() + " s");
        loop.start();
        Thread.sleep(plan.warmupSeconds() * 1000L);
        progress.phase("measuring for " + plan.seconds() + " s");
        CpuReading before = target.cpu();
        Measurement measured = new Measurement();
        loop.measureInto(measured);
        long start = System.nanoTime();
        Thread.sleep(plan.seconds() * 1000L);
        loop.measureInto(new Measurement());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        CpuReading spent = target.cpu().since(before);
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
