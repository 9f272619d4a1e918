package io.stator.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.Capability;
import io.stator.harness.history.FaultWindow;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.nemesis.RecordingCluster;
import io.stator.harness.workload.KeyedSystem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RunTest {
    private static final Duration DURATION = Duration.ofMinutes(2);
    private static final int OPERATIONS_IN_A_REST = 3;

    private final long seed = ThreadLocalRandom.current().nextInt(1_000_000);
    private RecordingCluster cluster = RecordingCluster.able(3);
    private final AtomicInteger performed = new AtomicInteger();

    /** Time passes when the run rests, while the workers do something, and a little each time it is asked for: no two moments are the same. */
    private final class PlayedClock implements RunClock {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanos() {
            return nanos.incrementAndGet();
        }

        @Override
        public void rest(Duration time) {
            int enough = performed.get() + OPERATIONS_IN_A_REST;
            if (performing) {
                await().pollInterval(Duration.ofMillis(1)).until(() -> performed.get() >= enough || !performing);
            }
            nanos.addAndGet(time.toNanos());
        }
    }

    /** False: nobody should wait for workers. */
    private volatile boolean performing;

    private static KeyedSystem registers() {
        Map<String, String> values = new HashMap<>();
        return (key, function) -> {
            synchronized (values) {
                if (function instanceof Write write) {
                    values.put(key, Objects.requireNonNull(write.value()));
                    return new Outcome.Done();
                }
                if (function instanceof CompareAndSet set) {
                    if (!Objects.equals(values.get(key), set.expected())) {
                        return new Outcome.Mismatched();
                    }
                    values.put(key, Objects.requireNonNull(set.replacement()));
                    return new Outcome.Done();
                }
                return new Outcome.Found(values.get(key));
            }
        };
    }

    private RunResult run(KeyedSystem system, String... faults) throws InterruptedException {
        performing = true;
        KeyedSystem counted = (key, function) -> {
            performed.incrementAndGet();
            return system.perform(key, function);
        };
        RunPlan plan = new RunPlan(List.of("register"), List.of(faults), DURATION, seed, 4, 1_000);
        return new Run(plan, new MemoryTestBed(cluster, counted), new PlayedClock(), this::happens).perform();
    }

    private void happens(long atNanos, String what) {
        performing &= !what.equals("read every key");
    }

    private static List<String> subjects(RunResult result, Result which) {
        return result.record().judgements().stream()
                .filter(judgement -> judgement.result() == which)
                .map(Judgement::subject)
                .toList();
    }

    @Test
    void aRightSystemIsFoundValidAndLeftWhole() throws InterruptedException {
        RunResult result = run(registers(), "all");
        assertThat(result.verdict())
                .as("seed %d: %s", seed, result.record().judgements())
                .isEqualTo(Result.VALID);
        assertThat(cluster.isWhole()).isTrue();
        assertThat(result.record().faults()).hasSizeGreaterThan(5);
        assertThat(result.record().facts())
                .containsEntry("seed", Long.toString(seed))
                .containsKey("version");
        long lastFault = result.record().faults().stream()
                .mapToLong(FaultWindow::toNanos)
                .max()
                .orElseThrow();
        List<Operation> operations = result.record().histories().get("register");
        assertThat(operations.stream()
                        .filter(operation ->
                                operation.function() instanceof Read && operation.invokedNanos() > lastFault)
                        .map(Operation::key)
                        .distinct())
                .as("every key is read after the last fault")
                .hasSize(
                        (int) operations.stream().map(Operation::key).distinct().count());
    }

    @Test
    void eachFaultIsHealedBeforeTheNext() throws InterruptedException {
        RunResult result = run(registers(), "pause-leader", "pause-minority");
        List<String> pauses = cluster.calls.stream()
                .filter(call -> call.startsWith("pause") || call.startsWith("resume"))
                .map(call -> call.substring(0, call.indexOf(' ')))
                .toList();
        assertThat(pauses)
                .as("seed %d", seed)
                .hasSize(2 * result.record().faults().size() + 1);
        for (int call = 0; call < pauses.size(); call++) {
            assertThat(pauses.get(call))
                    .as("seed %d, call %d", seed, call)
                    .isEqualTo(call % 2 == 0 && call < pauses.size() - 1 ? "pause" : "resume");
        }
    }

    @Test
    void aWrongSystemIsFoundInvalid() throws InterruptedException {
        KeyedSystem right = registers();
        KeyedSystem forgetful = (key, function) -> function instanceof Write && performed.get() % 5 == 0
                ? new Outcome.Done()
                : right.perform(key, function);
        RunResult result = run(forgetful, "kill");
        assertThat(result.verdict()).as("seed %d", seed).isEqualTo(Result.INVALID);
        assertThat(subjects(result, Result.INVALID)).containsExactly("register: linearizable");
    }

    @Test
    void whatNeverSucceedsProvesNothing() throws InterruptedException {
        RunResult result = run((key, function) -> new Outcome.Failed(), "none");
        assertThat(result.verdict()).isEqualTo(Result.UNDECIDED);
        assertThat(subjects(result, Result.UNDECIDED)).contains("register: something got done");
        assertThat(result.record().judgements())
                .extracting(Judgement::summary)
                .anyMatch(summary -> summary.startsWith("no operation succeeded"));
    }

    @Test
    void whatDoesNotSucceedAfterHealingProvesNothing() throws InterruptedException {
        KeyedSystem right = registers();
        KeyedSystem broken = (key, function) ->
                cluster.calls.contains("heal links") ? new Outcome.Failed() : right.perform(key, function);
        RunResult result = run(broken, "none");
        assertThat(result.verdict()).isEqualTo(Result.UNDECIDED);
        assertThat(subjects(result, Result.UNDECIDED)).contains("register: something got done");
        assertThat(result.workloads().get(0).answered()).isPositive();
    }

    @Test
    void aClusterThatDoesNotComeBackProvesNothing() throws InterruptedException {
        cluster.neverServes = true;
        RunResult result = run(registers(), "kill");
        assertThat(result.verdict()).isEqualTo(Result.UNDECIDED);
        assertThat(subjects(result, Result.UNDECIDED)).contains("cluster: serves when all is healed");
    }

    @Test
    void anAnswerThatNoFaultExplainsIsAViolation() throws InterruptedException {
        KeyedSystem right = registers();
        AtomicInteger asked = new AtomicInteger();
        RunResult result = run(
                (key, function) -> {
                    if (asked.incrementAndGet() == 10) {
                        performing = false;
                        throw new IllegalStateException("there is no such table");
                    }
                    return right.perform(key, function);
                },
                "none");
        assertThat(result.verdict()).isEqualTo(Result.INVALID);
        assertThat(subjects(result, Result.INVALID)).containsExactly("register: answers that a fault explains");
    }

    @Test
    void anAnswerToAFinalReadThatNoFaultExplainsIsAViolation() throws InterruptedException {
        KeyedSystem right = registers();
        RunResult result = run(
                (key, function) -> {
                    if (!performing) {
                        throw new IllegalStateException("there is no such table");
                    }
                    return right.perform(key, function);
                },
                "none");
        assertThat(subjects(result, Result.INVALID)).containsExactly("register: answers that a fault explains");
    }

    /** At the so many-th look, as no fault has it. */
    private static RecordingCluster endingAtLook(int number) {
        AtomicInteger looks = new AtomicInteger();
        return new RecordingCluster(3, EnumSet.allOf(Capability.class), List.of(2)) {
            @Override
            public Set<Integer> alive() {
                if (looks.incrementAndGet() == number) {
                    down.add(2);
                }
                return super.alive();
            }

            @Override
            public List<String> logTail(int node, int linesMax) {
                return List.of("the last words of n" + node);
            }
        };
    }

    @Test
    void aNodeThatEndsByItselfIsAViolation() throws InterruptedException {
        cluster = endingAtLook(8);
        RunResult result = run(registers(), "none");
        assertThat(result.verdict()).isEqualTo(Result.INVALID);
        assertThat(subjects(result, Result.INVALID)).containsExactly("cluster: no node ends by itself");
        assertThat(result.record().judgements())
                .flatExtracting(Judgement::findings)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.title()).startsWith("n2 ended by itself");
                    assertThat(finding.text()).isEqualTo("the last words of n2");
                });
        assertThat(cluster.isWhole()).as("it is started again").isTrue();
    }

    @Test
    void aNodeThatEndsByItselfAfterTheLastFaultIsAViolation() throws InterruptedException {
        cluster = new RecordingCluster(3, EnumSet.allOf(Capability.class), List.of(2)) {
            @Override
            public Set<Integer> alive() {
                if (!performing) {
                    down.add(2);
                }
                return super.alive();
            }
        };
        RunResult result = run(registers(), "kill");
        assertThat(subjects(result, Result.INVALID))
                .as("seed %d", seed)
                .containsExactly("cluster: no node ends by itself");
    }

    @Test
    void whatTheClusterTellsCounts() throws InterruptedException {
        MemoryTestBed bed = new MemoryTestBed(cluster, registers());
        bed.told.add(new Judgement("cluster: replicas agree", Result.UNDECIDED, "not known", List.of()));
        performing = false;
        RunPlan plan = RunPlan.of(List.of("register"), List.of("none"), Duration.ofMillis(1), seed);
        RunResult result = new Run(plan, bed, RunClock.startingNow(), (at, what) -> {}).perform();
        assertThat(result.verdict()).isEqualTo(Result.UNDECIDED);
    }

    @Test
    void theSameSeedBreaksTheSame() throws InterruptedException {
        List<String> first = faults(run(registers(), "all"));
        cluster = RecordingCluster.able(3);
        assertThat(faults(run(registers(), "all"))).as("seed %d", seed).isEqualTo(first);
    }

    private static List<String> faults(RunResult result) {
        return result.record().faults().stream().map(FaultWindow::fault).toList();
    }

    @Test
    void faultsThatADriverCannotMakeAreRefused() {
        RecordingCluster unable = new RecordingCluster(3, Set.of(Capability.PAUSE), List.of());
        RunPlan plan = RunPlan.of(List.of("register"), List.of("clock"), DURATION, seed);
        Run run = new Run(plan, new MemoryTestBed(unable, registers()), new PlayedClock(), (at, what) -> {});
        assertThatThrownBy(run::perform)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clock");
    }
}
