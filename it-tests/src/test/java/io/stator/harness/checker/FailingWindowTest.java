package io.stator.harness.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.history.Function;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.recorded.JepsenLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailingWindowTest {

    private static Violation violation(String events) {
        return new LinearizabilityChecker<>(new CasRegisterModel(null))
                .check(JepsenLog.parse(events.lines().toList()))
                .violations()
                .get(0);
    }

    @Test
    void theWindowHoldsWhatTheProofNeedsAndNothingElse() {
        Violation violation = violation("""
                3 :invoke :write 7
                3 :ok :write 7
                3 :invoke :read nil
                3 :ok :read 7
                3 :invoke :cas [7 5]
                3 :ok :cas [7 5]
                0 :invoke :write 1
                0 :ok :write 1
                0 :invoke :write 2
                0 :ok :write 2
                1 :invoke :read nil
                2 :invoke :write 3
                1 :ok :read 1
                2 :ok :write 3
                0 :invoke :write 8
                0 :ok :write 8
                """);
        assertThat(violation.window())
                .extracting(operation -> operation.function().toString())
                .containsExactly("write 1", "write 2", "read");
        assertThat(violation.explanation()).contains("these alone cannot be");
    }

    @Test
    void aReadOfWhatNobodyWroteIsAWindowOfItsOwn() {
        Violation violation = violation("""
                0 :invoke :write 1
                0 :ok :write 1
                1 :invoke :read nil
                1 :ok :read 9
                """);
        assertThat(violation.window()).hasSize(1);
    }

    /** Were the write of 1 removed instead of set free, each read of 1 would be a window of its own. */
    @Test
    void aWriteThatIsLeftOutMayStillHaveHappened() {
        Violation violation = violation("""
                0 :invoke :write 1
                0 :ok :write 1
                1 :invoke :read nil
                1 :ok :read 1
                2 :invoke :write 2
                2 :info :write :timed-out
                1 :invoke :read nil
                1 :ok :read 2
                1 :invoke :read nil
                1 :ok :read 1
                """);
        assertThat(violation.window()).hasSize(3);
        assertThat(violation.window())
                .filteredOn(operation -> operation.outcome() instanceof Outcome.Found)
                .hasSize(3);
    }

    @Test
    void readsOfAListThatDisagreeAreTheWindow() {
        List<Operation> history = new ArrayList<>();
        for (int index = 0; index < 10; index++) {
            history.add(new Operation(
                    index, "k", new Function.Append("e" + index), new Outcome.Done(), index, 100 + index));
        }
        history.add(
                new Operation(10, "k", new Function.Read(), new Outcome.FoundList(List.of("e1", "e2", "e3")), 50, 90));
        history.add(new Operation(11, "k", new Function.Read(), new Outcome.FoundList(List.of("e2")), 51, 91));
        Verdict verdict = new LinearizabilityChecker<>(new ListModel()).check(history);
        Violation violation = verdict.violations().get(0);
        assertThat(violation.window()).extracting(Operation::process).containsExactly(10, 11);
        assertThat(violation.blocked().process()).isEqualTo(11);
    }

    /** The window is impossible, and the smallest, by the definition: all others free, each of it needed. */
    @Test
    void windowsOfRandomHistoriesAreImpossibleAndSmallest() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int windows = 0;
        for (int round = 0; round < 3_000; round++) {
            RandomHistory.Shape shape = new RandomHistory.Shape(
                    3 + random.nextInt(4), 1 + random.nextInt(3), 1, 2 + random.nextInt(2), random.nextInt(30), 30);
            windows += checkWindow(seed, new RandomHistory(random, shape).simulate(), new CasRegisterModel(null));
            windows += checkWindow(
                    seed, new RandomHistory(random, shape, new Simulated.Counters(1)).simulate(), new CounterModel());
            windows += checkWindow(
                    seed, new RandomHistory(random, shape, new Simulated.Sets()).simulate(), new SetModel());
            windows += checkWindow(
                    seed, new RandomHistory(random, shape, new Simulated.Lists()).simulate(), new ListModel());
        }
        assertThat(windows).isPositive();
    }

    private static <S> int checkWindow(long seed, List<Operation> history, Model<S> model) {
        Verdict verdict = new LinearizabilityChecker<>(model).check(history);
        for (Violation violation : verdict.violations()) {
            List<Operation> window = violation.window();
            String description = "seed " + seed + " window " + window + " of " + history;
            assertThat(window).as(description).contains(violation.blocked());
            assertThat(isPossible(model, history, violation, window))
                    .as(description)
                    .isFalse();
            for (Operation operation : window) {
                List<Operation> smaller = new ArrayList<>(window);
                smaller.remove(operation);
                assertThat(isPossible(model, history, violation, smaller))
                        .as("without " + operation + ", " + description)
                        .isTrue();
            }
        }
        return verdict.violations().size();
    }

    /** By the definition: what had begun by the blocked operation's end, with only some operations bound. */
    private static <S> boolean isPossible(
            Model<S> model, List<Operation> history, Violation violation, List<Operation> bound) {
        long end = violation.blocked().completedNanos();
        List<Operation> relaxed = new ArrayList<>();
        for (Operation operation : history) {
            boolean isBound = bound.contains(operation);
            if (operation.outcome() instanceof Outcome.Failed || operation.invokedNanos() > end) {
                continue;
            }
            if (isBound && operation.completedNanos() <= end) {
                relaxed.add(operation);
            } else if (operation.outcome() instanceof Outcome.Unknown || !model.observesOnly(operation)) {
                relaxed.add(new Operation(
                        operation.process(),
                        "k",
                        operation.function(),
                        new Outcome.Unknown(),
                        isBound ? operation.invokedNanos() : Long.MIN_VALUE,
                        Operation.NEVER));
            }
        }
        return new BruteForce<>(model, relaxed).linearizable();
    }

    @Test
    void aFreeWriteOfAnyOtherValueHelpsWhatMismatched() {
        CasRegisterModel model = new CasRegisterModel("1");
        Operation mismatched =
                new Operation(0, "k", new Function.CompareAndSet("1", "9"), new Outcome.Mismatched(), 1, 2);
        Operation write = free(1, new Function.Write("5"));
        Operation otherWrite = free(2, new Function.Write("6"));
        Operation set = free(3, new Function.CompareAndSet("1", "7"));
        assertThat(model.relevant(List.of(write, otherWrite, set), List.of(mismatched)))
                .hasSize(1);
        assertThat(model.relevant(List.of(write, set), List.of(mismatched, mismatched)))
                .containsExactly(write, set);
        assertThat(model.relevant(List.of(write, set), List.of())).isEmpty();
    }

    private static Operation free(int process, Function function) {
        return new Operation(process, "k", function, new Outcome.Unknown(), Long.MIN_VALUE, Operation.NEVER);
    }

    /** Whatever is left out of the free operations, whether there is a legal order does not change. */
    @Test
    void freeOperationsThatAreLeftOutMakeNoDifference() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int possible = 0;
        int rounds = 5_000;
        for (int round = 0; round < rounds; round++) {
            RandomHistory.Shape shape = new RandomHistory.Shape(4 + random.nextInt(4), 3, 1, 2 + round % 4, 0, 20);
            List<Operation> bound = new ArrayList<>();
            List<Operation> free = new ArrayList<>();
            CasRegisterModel model = new CasRegisterModel("0");
            for (Operation operation : new RandomHistory(random, shape).simulate()) {
                if (random.nextInt(5) < 2) {
                    bound.add(operation);
                } else if (!model.observesOnly(operation)) {
                    free.add(free(operation.process(), operation.function()));
                }
            }
            boolean expected = isPossible(model, bound, free);
            assertThat(isPossible(model, bound, model.relevant(free, bound)))
                    .as("seed %d round %d bound %s free %s", seed, round, bound, free)
                    .isEqualTo(expected);
            possible += expected ? 1 : 0;
        }
        assertThat(possible).as("seed %d", seed).isBetween(rounds / 10, rounds * 9 / 10);
    }

    private static <S> boolean isPossible(Model<S> model, List<Operation> bound, List<Operation> free) {
        List<Operation> all = new ArrayList<>(bound);
        all.addAll(free);
        return new BruteForce<>(model, all).linearizable();
    }

    @Test
    void theJudgementShowsTheWindowAsAPicture() {
        Verdict verdict = new LinearizabilityChecker<>(new CasRegisterModel(null))
                .check(JepsenLog.parse("""
                0 :invoke :write <&1>
                0 :ok :write <&1>
                2 :invoke :write 2
                2 :info :write :timed-out
                1 :invoke :read nil
                1 :ok :read nil
                """.lines().toList()));
        Judgement judgement = LinearizabilityJudgement.of("register: linearizable", verdict);
        assertThat(judgement.result()).isEqualTo(Judgement.Result.INVALID);
        assertThat(judgement.summary()).isEqualTo("3 operations, 1 key not linearizable");
        String svg = judgement.findings().get(0).svg().orElseThrow();
        assertThat(svg)
                .startsWith("<svg")
                .endsWith("</svg>")
                .contains("write &lt;&amp;1&gt;: done", "read: found null", "process 0", "process 1")
                .doesNotContain("process 2", "<&", "href", "url(");
    }

    @Test
    void whatIsFineOrUndecidedHasNoFindings() {
        assertThat(LinearizabilityJudgement.of("s", new Verdict(3, List.of(), List.of()))
                        .result())
                .isEqualTo(Judgement.Result.VALID);
        assertThat(LinearizabilityJudgement.of("s", new Verdict(3, List.of(), List.of("k")))
                        .result())
                .isEqualTo(Judgement.Result.UNDECIDED);
        assertThat(LinearizabilityJudgement.of("s", new Verdict(0, List.of(), List.of()))
                        .result())
                .isEqualTo(Judgement.Result.UNDECIDED);
    }
}
