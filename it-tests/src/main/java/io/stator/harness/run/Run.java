package io.stator.harness.run;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.nemesis.Fault;
import io.stator.harness.nemesis.Faults;
import io.stator.harness.nemesis.Nemesis;
import io.stator.harness.report.RunRecord;
import io.stator.harness.workload.Crew;
import io.stator.harness.workload.Recorder;
import io.stator.harness.workload.Workload;
import io.stator.harness.workload.Workload.FinalRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run: sets the workloads up, starts their workers, breaks and heals the cluster for a time, heals everything,
 * lets the workers go on for a while, reads every key, and judges. A node that ends meanwhile, and was not ended, is a
 * violation, too. Used once, by one thread.
 *
 * <p>As far as a seed can carry it, a run can be repeated: the workers of a workload choose the same operations in
 * the same order, and the same faults come at the same times. What they meet is up to threads and the network.
 */
public final class Run {
    /** To heal everything, and for the final reads: what takes longer is a cluster that does not come back. */
    private static final Duration RECOVERY_MAX = Duration.ofSeconds(90);

    /** With all healed, workers go on until each workload has got something done, and no longer than this. */
    private static final Duration AFTERMATH_MAX = Duration.ofSeconds(20);

    private static final int AFTERMATH_OPERATIONS = 20;
    private static final Duration SLICE = Duration.ofMillis(100);

    private final RunPlan plan;
    private final TestBed bed;
    private final WatchedCluster cluster;
    private final RunClock clock;
    private final RunListener listener;
    private final List<Employed> employed = new ArrayList<>();
    private final List<Judgement> judgements = new ArrayList<>();

    /** A workload at work. */
    private record Employed(Workload workload, History history, Crew crew) {}

    /** @param bed all of whose nodes run */
    public Run(RunPlan plan, TestBed bed, RunClock clock, RunListener listener) {
        this.plan = plan;
        this.bed = bed;
        this.cluster = new WatchedCluster(bed.cluster(), clock, listener);
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * @throws IllegalArgumentException if the plan names what there is not, or faults that the driver cannot make
     * @throws ClusterException if the workloads cannot be set up: nothing was broken yet
     */
    public RunResult perform() throws InterruptedException {
        List<Fault> faults = faults();
        for (Workload workload : bed.workloads(plan.workloads())) {
            History history = new History(clock::nanos);
            Crew crew = new Crew(workload, history, seedOf(workload), restNanos());
            employed.add(new Employed(workload, history, crew));
        }
        employed.forEach(Run::setUp);
        Havoc havoc = new Havoc(cluster, new Nemesis(faults, plan.seed()), clock, listener);
        long healedNanos;
        try {
            employed.forEach(one -> one.crew().start(plan.clients()));
            healedNanos = breakAndHeal(havoc);
            aftermath(healedNanos);
        } finally {
            employed.forEach(one -> one.crew().dismiss());
        }
        for (Employed one : employed) {
            one.crew().stop();
        }
        readEverything();
        return result(havoc, healedNanos);
    }

    private static void setUp(Employed one) {
        try {
            one.workload().setUp(one.crew().recorder());
        } catch (RuntimeException e) {
            throw new ClusterException("the workload " + one.workload().name() + " cannot be set up: " + e, e);
        }
    }

    private List<Fault> faults() {
        List<Fault> named = Faults.named(plan.faults());
        List<Fault> possible = Nemesis.possible(named, cluster.capabilities());
        if (!named.isEmpty() && possible.isEmpty()) {
            throw new IllegalArgumentException(
                    "the driver " + cluster.driver() + " can make none of these faults: " + plan.faults());
        }
        return possible;
    }

    /** Of its own, so that it chooses the same whatever other workloads there are. */
    private long seedOf(Workload workload) {
        return plan.seed() * 31 + workload.name().hashCode();
    }

    private long restNanos() {
        return Duration.ofSeconds(1).toNanos() / plan.operationsPerSecondMax();
    }

    /** @return when all was healed; {@link Long#MAX_VALUE} if it never was */
    private long breakAndHeal(Havoc havoc) throws InterruptedException {
        try {
            havoc.until(clock.nanos() + plan.duration().toNanos(), this::isAnyCrewBroken);
        } catch (ClusterException | UnsupportedOperationException failure) {
            testBedFailed("faults", "a fault could not be made or healed: " + failure.getMessage());
        }
        listener.happens(clock.nanos(), "heal everything");
        try {
            cluster.heal(RECOVERY_MAX);
            return clock.nanos();
        } catch (ClusterException failure) {
            testBedFailed("serves when all is healed", failure.getMessage());
            return Long.MAX_VALUE;
        }
    }

    private void testBedFailed(String what, @Nullable String summary) {
        listener.happens(clock.nanos(), what + ": " + summary);
        judgements.add(new Judgement("cluster: " + what, Result.UNDECIDED, String.valueOf(summary), List.of()));
    }

    private boolean isAnyCrewBroken() {
        return employed.stream().anyMatch(one -> one.crew().fault().isPresent());
    }

    private void aftermath(long healedNanos) throws InterruptedException {
        if (healedNanos == Long.MAX_VALUE) {
            return;
        }
        long limit = clock.nanos() + AFTERMATH_MAX.toNanos();
        while (clock.nanos() < limit && !isAnyCrewBroken() && !allHaveWorked(healedNanos)) {
            clock.rest(SLICE);
        }
    }

    private boolean allHaveWorked(long sinceNanos) {
        return employed.stream()
                .allMatch(
                        one -> Liveness.of(one.workload().name(), one.history().operations(), sinceNanos)
                                        .answeredAfterHealing()
                                >= AFTERMATH_OPERATIONS);
    }

    /** Each key until it is answered, and all of them for no longer than the time allowed. */
    private void readEverything() throws InterruptedException {
        listener.happens(clock.nanos(), "read every key");
        long limit = clock.nanos() + RECOVERY_MAX.toNanos();
        for (Employed one : employed) {
            try {
                readEverything(one, limit);
            } catch (RuntimeException e) {
                judgements.add(unexplained(one.workload().name(), e));
            }
        }
    }

    private void readEverything(Employed one, long limitNanos) throws InterruptedException {
        Recorder recorder = one.crew().recorder();
        for (FinalRead read : one.workload().finalReads()) {
            while (!isAnswered(recorder.perform(one.workload().system(), read.key(), read.function()))) {
                if (clock.nanos() > limitNanos) {
                    testBedFailed(
                            "final reads",
                            "key " + read.key() + " of " + one.workload().name() + " is not answered");
                    return;
                }
                clock.rest(SLICE);
            }
        }
    }

    private static boolean isAnswered(Outcome outcome) {
        return !(outcome instanceof Outcome.Failed) && !(outcome instanceof Outcome.Unknown);
    }

    private RunResult result(Havoc havoc, long healedNanos) {
        judgements.addAll(bed.inspect());
        lookOnceMore();
        listener.happens(clock.nanos(), "judge");
        Map<String, List<Operation>> histories = new LinkedHashMap<>();
        List<Liveness> live = new ArrayList<>();
        for (Employed one : employed) {
            String name = one.workload().name();
            List<Operation> operations = one.history().operations();
            histories.put(name, operations);
            judgements.addAll(one.workload().judge(operations));
            one.crew().fault().ifPresent(fault -> judgements.add(unexplained(name, fault)));
            Liveness liveness = Liveness.of(name, operations, healedNanos);
            live.add(liveness);
            judgements.add(liveness.judgement());
        }
        judgements.add(cluster.judgement());
        RunRecord record = new RunRecord(title(), facts(havoc), histories, havoc.windows(), judgements, clock.nanos());
        return new RunResult(record, live);
    }

    private void lookOnceMore() {
        try {
            cluster.look();
        } catch (ClusterException failure) {
            testBedFailed("which nodes are there", failure.getMessage());
        }
    }

    private static Judgement unexplained(String workload, RuntimeException fault) {
        Finding finding = new Finding(String.valueOf(fault.getMessage()), stackOf(fault), Optional.empty());
        return new Judgement(
                workload + ": answers that a fault explains",
                Result.INVALID,
                "an answer that no fault of the cluster explains",
                List.of(finding));
    }

    private static String stackOf(RuntimeException fault) {
        StringBuilder text = new StringBuilder(fault.toString());
        for (StackTraceElement element : fault.getStackTrace()) {
            text.append("\n  at ").append(element);
        }
        return text.toString();
    }

    private String title() {
        return String.join(", ", plan.workloads()) + " under " + String.join(", ", plan.faults()) + ", on "
                + cluster.driver();
    }

    private Map<String, String> facts(Havoc havoc) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(RunRecord.SEED, Long.toString(plan.seed()));
        facts.put("driver", cluster.driver());
        facts.put("nodes", Integer.toString(cluster.nodes().size()));
        facts.put("workloads", String.join(", ", plan.workloads()));
        facts.put("faults", String.join(", ", plan.faults()));
        facts.put("duration", plan.duration().toSeconds() + " s");
        facts.put("clients of each workload", Integer.toString(plan.clients()));
        facts.put("operations of a client", "at most " + plan.operationsPerSecondMax() + " each second");
        facts.put("faults after which it took long to serve", Integer.toString(havoc.notServing()));
        facts.putAll(bed.facts());
        return facts;
    }
}
