package io.stator.harness.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.history.Operation;
import io.stator.harness.recorded.JepsenLog;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LinearizabilityCheckerTest {

    private static Verdict judge(String events) {
        return new LinearizabilityChecker<>(new CasRegisterModel(null))
                .check(JepsenLog.parse(events.lines().toList()));
    }

    @Test
    void anEmptyHistoryIsLinearizable() {
        assertThat(judge("").linearizable()).isTrue();
    }

    @Test
    void aReadSeesTheWriteBeforeIt() {
        assertThat(judge("""
                0 :invoke :write 1
                0 :ok :write 1
                1 :invoke :read nil
                1 :ok :read 1
                """).linearizable()).isTrue();
    }

    @Test
    void aStaleReadIsFoundAndExplained() {
        Verdict verdict = judge("""
                0 :invoke :write 1
                0 :ok :write 1
                0 :invoke :write 2
                0 :ok :write 2
                1 :invoke :read nil
                2 :invoke :write 3
                1 :ok :read 1
                2 :ok :write 3
                """);
        assertThat(verdict.linearizable()).isFalse();
        Violation violation = verdict.violations().get(0);
        assertThat(violation.ended()).isEqualTo(2);
        assertThat(violation.blocked().process()).isEqualTo(1);
        assertThat(violation.concurrent()).extracting(Operation::process).containsExactly(2);
        assertThat(verdict.explanation())
                .contains("key register is not linearizable", "process 1: read, found 1", "process 2: write 3, done");
    }

    @Test
    void concurrentReadsMaySeeAWriteOrNotButNeverUnseeIt() {
        String seen = """
                0 :invoke :write 1
                1 :invoke :read nil
                1 :ok :read 1
                2 :invoke :read nil
                2 :ok :read %s
                0 :ok :write 1
                """;
        assertThat(judge(seen.formatted("1")).linearizable()).isTrue();
        assertThat(judge(seen.formatted("nil")).linearizable()).isFalse();
    }

    @Test
    void anUnknownWriteMayTakeEffectMuchLaterOrNever() {
        String history = """
                0 :invoke :write 1
                0 :ok :write 1
                1 :invoke :write 2
                1 :info :write :timed-out
                0 :invoke :read nil
                0 :ok :read 1
                0 :invoke :write 3
                0 :ok :write 3
                0 :invoke :read nil
                0 :ok :read %s
                """;
        assertThat(judge(history.formatted("3")).linearizable()).isTrue();
        assertThat(judge(history.formatted("2")).linearizable()).isTrue();
        assertThat(judge(history.formatted("1")).linearizable()).isFalse();
    }

    @Test
    void anUnknownWriteTakesEffectOnce() {
        assertThat(judge("""
                1 :invoke :write 2
                1 :info :write :timed-out
                0 :invoke :read nil
                0 :ok :read 2
                0 :invoke :write 3
                0 :ok :write 3
                0 :invoke :read nil
                0 :ok :read 2
                """).linearizable()).isFalse();
    }

    @Test
    void anUnknownWriteDoesNotTakeEffectBeforeItBegan() {
        assertThat(judge("""
                0 :invoke :read nil
                0 :ok :read 2
                1 :invoke :write 2
                1 :info :write :timed-out
                """).linearizable()).isFalse();
    }

    @Test
    void unknownOperationsMayFollowOneAnother() {
        assertThat(judge("""
                1 :invoke :cas [1 2]
                1 :info :cas :timed-out
                2 :invoke :write 1
                2 :info :write :timed-out
                0 :invoke :read nil
                0 :ok :read 2
                """).linearizable()).isTrue();
    }

    @Test
    void aFailedWriteNeverHappened() {
        assertThat(judge("""
                0 :invoke :write 1
                0 :fail :write 1
                1 :invoke :read nil
                1 :ok :read 1
                """).linearizable()).isFalse();
    }

    @Test
    void ofTwoConcurrentCompareAndSetsOnlyOneWins() {
        String history = """
                0 :invoke :write 1
                0 :ok :write 1
                1 :invoke :cas [1 2]
                2 :invoke :cas [1 3]
                1 :ok :cas [1 2]
                2 :%s :cas [1 3]
                """;
        assertThat(judge(history.formatted("fail")).linearizable()).isTrue();
        assertThat(judge(history.formatted("ok")).linearizable()).isFalse();
    }

    @Test
    void aMismatchMeansThatAnotherValueWasThere() {
        assertThat(judge("""
                0 :invoke :write 1
                0 :ok :write 1
                1 :invoke :cas [1 2]
                1 :fail :cas [1 2]
                """).linearizable()).isFalse();
    }

    @Test
    void eachKeyIsJudgedOnItsOwn() {
        List<Operation> history =
                new RandomHistory(new Random(1), new RandomHistory.Shape(400, 5, 4, 3, 0, 0)).simulate();
        List<Operation> broken = history.stream()
                .map(operation -> operation.key().equals("k2")
                                && operation.outcome().toString().startsWith("found")
                        ? new Operation(
                                operation.process(),
                                "k2",
                                operation.function(),
                                new io.stator.harness.history.Outcome.Found("never written"),
                                operation.invokedNanos(),
                                operation.completedNanos())
                        : operation)
                .toList();
        Verdict verdict = new LinearizabilityChecker<>(new CasRegisterModel(null)).check(broken);
        assertThat(verdict.violations()).extracting(Violation::key).containsExactly("k2");
    }

    @Test
    void aSearchThatGrowsTooLargeIsUndecidedNotPassed() {
        List<Operation> history =
                new RandomHistory(new Random(1), new RandomHistory.Shape(400, 5, 1, 3, 0, 0)).simulate();
        Verdict verdict = new LinearizabilityChecker<>(new CasRegisterModel(null), 10).check(history);
        assertThat(verdict.linearizable()).isFalse();
        assertThat(verdict.undecided()).containsExactly("k0");
    }

    /** The shortcuts of the search change no verdict: small histories, against the bare definition. */
    @Test
    void agreesWithTheDefinitionOnSmallRandomHistories() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int linearizable = 0;
        int rounds = 20_000;
        for (int round = 0; round < rounds; round++) {
            RandomHistory.Shape shape = new RandomHistory.Shape(
                    2 + random.nextInt(7), 1 + random.nextInt(4), 1, 1 + random.nextInt(3), random.nextInt(40), 30);
            List<Operation> history = new RandomHistory(random, shape).simulate();
            CasRegisterModel model = new CasRegisterModel(null);
            boolean expected = new BruteForce<>(model, history).linearizable();
            assertThat(new LinearizabilityChecker<>(model).check(history).linearizable())
                    .as("seed %d round %d history %s", seed, round, history)
                    .isEqualTo(expected);
            linearizable += expected ? 1 : 0;
        }
        assertThat(linearizable).as("seed %d", seed).isBetween(rounds / 10, rounds * 9 / 10);
    }

    @Test
    @Timeout(60)
    void judgesLongHistoriesInSeconds() {
        long seed = System.nanoTime();
        long started = System.nanoTime();
        Random random = new Random(seed);
        for (RandomHistory.Shape shape : List.of(
                new RandomHistory.Shape(50_000, 100, 100, 1_000_000, 2, 0),
                new RandomHistory.Shape(50_000, 20, 1, 5, 0, 0),
                new RandomHistory.Shape(10_000, 10, 3, 1_000_000, 2, 0))) {
            List<Operation> history = new RandomHistory(random, shape).simulate();
            long begun = System.nanoTime();
            Verdict verdict = new LinearizabilityChecker<>(new CasRegisterModel(null)).check(history);
            System.out.printf("%s: %d ms%n", shape, (System.nanoTime() - begun) / 1_000_000);
            assertThat(verdict.linearizable())
                    .as("seed %d %s", seed, verdict.explanation())
                    .isTrue();
        }
        System.out.printf("in all %d ms%n", (System.nanoTime() - started) / 1_000_000);
    }
}
