package io.stator.server.bench;

import io.stator.model.StatorException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open loop that goes on while its owner does other things, and looks at it now and then. For one thread; use it once:
 * {@link #prepare}, {@link #start}, then {@link #awaitSecond} and {@link #look} in turn, and {@link #end}.
 */
public final class SteadyLoad implements AutoCloseable {
    private static final long END_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(SteadyLoad.class);

    private final BenchmarkTarget target;
    private final BenchmarkPlan plan;
    private final Load.Rate rate;
    private final BenchmarkItems items;
    private @Nullable Running running;

    private record Running(ArrivalSchedule schedule, OpenLoop loop, OpenLoopSender sender, OpenLoopChanges changes) {}

    /** @throws IllegalArgumentException if the plan is of a closed loop */
    public SteadyLoad(BenchmarkTarget target, BenchmarkPlan plan) {
        if (!(plan.load() instanceof Load.Rate constant)) {
            throw new IllegalArgumentException("a steady load has a rate");
        }
        this.target = target;
        this.plan = plan;
        this.rate = constant;
        this.items = new BenchmarkItems(plan.valueBytes(), plan.seed());
    }

    /**
     * Puts an item under each key.
     *
     * @throws StatorException if the target cannot be made ready or filled
     */
    public void prepare() throws InterruptedException {
        target.create();
        new Preload(target, plan, items).run();
    }

    /** Sends from now on; the measured time begins after the warm-up. */
    public void start() {
        Operations operations = new Operations(target, plan, items);
        SplittableRandom random = new SplittableRandom(plan.seed());
        ArrivalSchedule schedule =
                new ArrivalSchedule(System.nanoTime(), rate.perSecond(), plan.warmupSeconds(), plan.seconds());
        OpenLoop loop = new OpenLoop(
                () -> operations.begin(random),
                schedule,
                new OpenLoop.Limits(plan.underWayMax(), rate.deadline().toNanos()),
                System::nanoTime);
        running = new Running(schedule, loop, OpenLoopSender.start(loop), new OpenLoopChanges(loop));
    }

    /** Returns when so many seconds of the measured time are over; 0: when it begins. */
    public void awaitSecond(int secondsOver) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(running().schedule.measuredNanos(secondsOver) - System.nanoTime());
    }

    /**
     * What happened in the measured time since the look before.
     *
     * @throws IllegalStateException if the sender failed, with the cause
     */
    public LoadWindow look() {
        running().sender.requireNotFailed();
        if (!running().sender.isAlive()) {
            requireAllSent();
        }
        OpenLoopChanges.Change change = running().changes.next();
        return new LoadWindow(
                latencies(change.latency(OperationKind.WRITE)),
                latencies(change.latency(OperationKind.READ, OperationKind.EVENTUAL_READ)),
                change.refused(),
                change.failed(),
                change.notSent());
    }

    private static LoadWindow.Latencies latencies(Histogram histogram) {
        return new LoadWindow.Latencies(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue());
    }

    /**
     * Returns when all was sent, and what is under way has ended, or a minute later.
     *
     * @throws IllegalStateException if the sender failed, with the cause
     */
    public LoadEnd end() throws InterruptedException {
        Running ending = running();
        ending.sender.awaitEnd();
        requireAllSent();
        if (!ending.loop.awaitAnswers(END_SECONDS)) {
            LOG.warn("requests are still under way after {} s", END_SECONDS);
        }
        long answered = ending.loop.arrived().latency().getTotalCount();
        return new LoadEnd(answered, ending.schedule.measuredCount() - answered);
    }

    private void requireAllSent() {
        ArrivalCounts counts = running().loop.counts();
        if (counts.sent() + counts.notSent() != running().schedule.measuredCount()) {
            throw new IllegalStateException("the sender ended early: " + counts);
        }
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    /** Sends nothing more. */
    @Override
    public void close() {
        if (running != null) {
            running.sender.close();
        }
    }
}
