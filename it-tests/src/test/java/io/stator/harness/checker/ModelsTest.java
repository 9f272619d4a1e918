package io.stator.harness.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.history.Function;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The models of counters, sets and lists, and what keeps their searches short. */
class ModelsTest {

    private static Operation operation(Function function, Outcome outcome, long from, long to) {
        return new Operation((int) from, "k", function, outcome, from, to);
    }

    private static Operation unknown(Function function, long from) {
        return operation(function, new Outcome.Unknown(), from, Operation.NEVER);
    }

    private static Operation done(Function function, long from, long to) {
        return operation(function, new Outcome.Done(), from, to);
    }

    private static Operation found(String value, long from, long to) {
        return operation(new Function.Read(), new Outcome.Found(value), from, to);
    }

    private static <S> boolean isLinearizable(Model<S> model, Operation... operations) {
        return new LinearizabilityChecker<>(model).check(List.of(operations)).linearizable();
    }

    @Test
    void aCounterAddsUp() {
        Operation two = done(new Function.Increment(2), 0, 5);
        assertThat(isLinearizable(new CounterModel(), two, found("2", 6, 7))).isTrue();
        assertThat(isLinearizable(new CounterModel(), two, found("0", 6, 7))).isFalse();
        assertThat(isLinearizable(new CounterModel(), two, found(null, 1, 2))).isTrue();
        assertThat(isLinearizable(new CounterModel(), two, found("many", 6, 7))).isFalse();
    }

    @Test
    void anIncrementMayTellTheValueAfterIt() {
        Operation one = operation(new Function.Increment(1), new Outcome.Found("1"), 0, 5);
        Operation other = operation(new Function.Increment(1), new Outcome.Found("1"), 1, 6);
        assertThat(isLinearizable(new CounterModel(), one)).isTrue();
        assertThat(isLinearizable(new CounterModel(), one, other)).isFalse();
    }

    @Test
    void anUnknownIncrementCountsOnceWheneverOrNever() {
        Operation lost = unknown(new Function.Increment(1), 0);
        assertThat(isLinearizable(new CounterModel(), lost, found("0", 5, 6), found("1", 7, 8)))
                .isTrue();
        assertThat(isLinearizable(new CounterModel(), lost, found("1", 5, 6), found("0", 7, 8)))
                .isFalse();
        assertThat(isLinearizable(new CounterModel(), lost, found("2", 5, 6))).isFalse();
        assertThat(isLinearizable(new CounterModel(), unknown(new Function.Increment(1), 4), found("1", 1, 2)))
                .isFalse();
    }

    @Test
    void aCounterMayAlsoFall() {
        Operation up = done(new Function.Increment(3), 0, 1);
        Operation down = done(new Function.Increment(-2), 2, 3);
        assertThat(isLinearizable(new CounterModel(), up, down, found("1", 4, 5)))
                .isTrue();
        assertThat(isLinearizable(new CounterModel(), up, down, found("3", 4, 5)))
                .isFalse();
    }

    @Test
    void eachElementAloneMayMakeSenseAndTheSetMayNot() {
        Operation a = done(new Function.AddElement("a"), 0, 10);
        Operation b = done(new Function.AddElement("b"), 1, 11);
        Operation onlyA = operation(new Function.Read(), new Outcome.FoundSet(java.util.Set.of("a")), 2, 12);
        Operation onlyB = operation(new Function.Read(), new Outcome.FoundSet(java.util.Set.of("b")), 3, 13);
        assertThat(isLinearizable(new SetModel(), a, b, onlyA)).isTrue();
        assertThat(isLinearizable(new SetModel(), a, b, onlyB)).isTrue();
        assertThat(isLinearizable(new SetModel(), a, b, onlyA, onlyB)).isFalse();
    }

    @Test
    void aListKeepsOneOrder() {
        Operation a = done(new Function.Append("a"), 0, 10);
        Operation b = unknown(new Function.Append("b"), 1);
        Operation ab = operation(new Function.Read(), new Outcome.FoundList(List.of("a", "b")), 2, 12);
        Operation ba = operation(new Function.Read(), new Outcome.FoundList(List.of("b", "a")), 3, 13);
        assertThat(isLinearizable(new ListModel(), a, b, ab)).isTrue();
        assertThat(isLinearizable(new ListModel(), a, b, ba)).isTrue();
        assertThat(isLinearizable(new ListModel(), a, b, ab, ba)).isFalse();
    }

    private static <S> void agreesWithTheDefinition(Model<S> model, Supplier<Simulated> simulated) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int linearizable = 0;
        int rounds = 10_000;
        for (int round = 0; round < rounds; round++) {
            RandomHistory.Shape shape = new RandomHistory.Shape(
                    2 + random.nextInt(7), 1 + random.nextInt(4), 1, 2 + random.nextInt(2), random.nextInt(40), 10);
            List<Operation> history = new RandomHistory(random, shape, simulated.get()).simulate();
            boolean expected = new BruteForce<>(model, history).linearizable();
            assertThat(new LinearizabilityChecker<>(model).check(history).linearizable())
                    .as("seed %d round %d history %s", seed, round, history)
                    .isEqualTo(expected);
            linearizable += expected ? 1 : 0;
        }
        assertThat(linearizable).as("seed %d", seed).isBetween(rounds / 10, rounds * 19 / 20);
    }

    @Test
    void countersAgreeWithTheDefinition() {
        agreesWithTheDefinition(new CounterModel(), () -> new Simulated.Counters(1));
    }

    @Test
    void countersThatFallAgreeWithTheDefinition() {
        agreesWithTheDefinition(new CounterModel(), () -> new Simulated.Counters(-2));
    }

    @Test
    void setsAgreeWithTheDefinition() {
        agreesWithTheDefinition(new SetModel(), Simulated.Sets::new);
    }

    @Test
    void listsAgreeWithTheDefinition() {
        agreesWithTheDefinition(new ListModel(), Simulated.Lists::new);
    }

    /** 50,000 operations over 100 keys, one in ten without an answer. */
    @Test
    @Timeout(120)
    void judgesLongHistoriesInSeconds() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        judgeLong(seed, random, new CounterModel(), new Simulated.Counters(1), 1);
        judgeLong(seed, random, new CounterModel(), new Simulated.Counters(0), 3);
        judgeLong(seed, random, new SetModel(), new Simulated.Sets(), 1_000_000);
        judgeLong(seed, random, new ListModel(), new Simulated.Lists(), 1_000_000);
    }

    private static <S> void judgeLong(long seed, Random random, Model<S> model, Simulated simulated, int values) {
        RandomHistory.Shape shape = new RandomHistory.Shape(50_000, 100, 100, values, 10, 0);
        List<Operation> history = new RandomHistory(random, shape, simulated).simulate();
        long begun = System.nanoTime();
        Verdict verdict = new LinearizabilityChecker<>(model).check(history);
        System.out.printf(
                "%s, %s: %d ms%n",
                simulated.getClass().getSimpleName(), shape, (System.nanoTime() - begun) / 1_000_000);
        assertThat(verdict.linearizable())
                .as("seed %d %s", seed, verdict.explanation())
                .isTrue();
    }

    /** Sixty concurrent increments, appends and additions, and as many without an answer: no choice is tried twice. */
    @Test
    @Timeout(60)
    void manyUnknownOperationsDoNotMakeTheSearchExplode() {
        List<Operation> counter = new ArrayList<>();
        List<Operation> set = new ArrayList<>();
        List<Operation> list = new ArrayList<>();
        List<String> half = new ArrayList<>();
        for (int index = 0; index < 60; index++) {
            long from = 2L * index;
            counter.add(unknown(new Function.Increment(1), from));
            counter.add(done(new Function.Increment(1), from + 1, 1_000 + index));
            set.add(unknown(new Function.AddElement("u" + index), from));
            set.add(done(new Function.AddElement("d" + index), from + 1, 1_000 + index));
            list.add(unknown(new Function.Append("u" + index), from));
            list.add(done(new Function.Append("d" + index), from + 1, 1_000 + index));
            half.add((index % 2 == 0 ? "u" : "d") + index);
        }
        int[] configurationsMax = {5_000};
        counter.add(found("90", 2_000, 2_001));
        assertThat(new LinearizabilityChecker<>(new CounterModel(), configurationsMax[0])
                        .check(counter)
                        .linearizable())
                .isTrue();
        counter.add(found("121", 2_002, 2_003));
        assertThat(new LinearizabilityChecker<>(new CounterModel(), configurationsMax[0])
                        .check(counter)
                        .violations())
                .hasSize(1);
        set.add(operation(new Function.Read(), new Outcome.FoundSet(java.util.Set.copyOf(half)), 500, 900));
        list.add(operation(new Function.Read(), new Outcome.FoundList(half), 500, 900));
        assertThat(new LinearizabilityChecker<>(new SetModel(), configurationsMax[0])
                        .check(set)
                        .linearizable())
                .isTrue();
        assertThat(new LinearizabilityChecker<>(new ListModel(), configurationsMax[0])
                        .check(list)
                        .linearizable())
                .isTrue();
    }
}
