package io.stator.server.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Drives an open loop: one thread sends, the caller's looks on once a second. Use it once. */
final class OpenLoopRun {
    private static final long END_SECONDS = 60;

    private final BenchmarkPlan plan;
    private final Supplier<Operation> operations;
    private final Supplier<CpuReading> cpu;
    private final BenchmarkProgress progress;

    OpenLoopRun(
            BenchmarkPlan plan, Supplier<Operation> operations, Supplier<CpuReading> cpu, BenchmarkProgress progress) {
        this.plan = plan;
        this.operations = operations;
        this.cpu = cpu;
        this.progress = progress;
    }

    /** @throws IllegalStateException if the sender failed, with the cause */
    Measured run(Load.Rate rate) throws InterruptedException {
        ArrivalSchedule schedule =
                new ArrivalSchedule(System.nanoTime(), rate.perSecond(), plan.warmupSeconds(), plan.seconds());
        OpenLoop.Limits limits =
                new OpenLoop.Limits(plan.underWayMax(), rate.deadline().toNanos());
        OpenLoop loop = new OpenLoop(operations, schedule, limits, System::nanoTime);
        try (OpenLoopSender sender = OpenLoopSender.start(loop)) {
            return watch(loop, schedule, sender);
        }
    }

    private Measured watch(OpenLoop loop, ArrivalSchedule schedule, OpenLoopSender sender) throws InterruptedException {
        progress.phase("warming up for " + plan.warmupSeconds() + " s");
        sleepUntil(schedule.measuredNanos(0));
        progress.phase("measuring for " + plan.seconds() + " s");
        // Nodes with too much to do answer late, and the first second must not wait for them.
        CompletableFuture<CpuReading> before = CompletableFuture.supplyAsync(cpu);
        Series series = new Series(loop);
        for (int second = 1; second <= plan.seconds(); second++) {
            sleepUntil(schedule.measuredNanos(second));
            sender.requireNotFailed();
            progress.second(series.next());
        }
        CpuReading spent = cpu.get().since(before.join());
        sender.awaitEnd();
        ArrivalCounts counts = loop.counts();
        if (counts.sent() + counts.notSent() != schedule.measuredCount()) {
            throw new IllegalStateException("the sender ended early: " + counts);
        }
        if (!loop.awaitAnswers(END_SECONDS)) {
            progress.phase("operations are still under way after " + END_SECONDS + " s");
        }
        return new Measured(
                Duration.ofSeconds(plan.seconds()), loop.arrived(), loop.inTime(), spent, counts, series.seconds());
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    }
}
