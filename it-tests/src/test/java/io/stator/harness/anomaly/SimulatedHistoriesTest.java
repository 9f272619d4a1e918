package io.stator.harness.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.anomaly.SimulatedDatabase.Isolation;
import io.stator.harness.anomaly.SimulatedDatabase.Shape;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Databases of every quality: what each promises is found to be kept, and what it does not is found broken. */
@Execution(ExecutionMode.CONCURRENT)
class SimulatedHistoriesTest {

    private static Set<IsolationLevel> promised(Isolation isolation) {
        return switch (isolation) {
            case STRICT_SERIALIZABLE -> EnumSet.allOf(IsolationLevel.class);
            case SNAPSHOT -> EnumSet.of(IsolationLevel.READ_COMMITTED, IsolationLevel.SNAPSHOT_ISOLATION);
            case READ_COMMITTED -> EnumSet.of(IsolationLevel.READ_COMMITTED);
            case STALE_READS, LOST_COMMITS ->
                EnumSet.complementOf(
                        EnumSet.of(IsolationLevel.STRICT_SERIALIZABLE, IsolationLevel.STRONG_SESSION_SERIALIZABLE));
            case READ_UNCOMMITTED, SNAPSHOT_THAT_LOSES_UPDATES -> EnumSet.noneOf(IsolationLevel.class);
        };
    }

    private static Set<IsolationLevel> kept(List<Transaction> history) {
        return Arrays.stream(IsolationLevel.values())
                .filter(level -> new ListAppendChecker().check(history, level).isValid())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(IsolationLevel.class)));
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void promisesAreKeptAndWhatIsNotPromisedIsBroken(Isolation isolation) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<IsolationLevel> alwaysKept = EnumSet.allOf(IsolationLevel.class);
        for (int round = 0; round < 40; round++) {
            List<Transaction> history = new SimulatedDatabase(random, isolation, new Shape(300, 8, 4, 4, 5)).run();
            Set<IsolationLevel> kept = kept(history);
            if (isolation != Isolation.LOST_COMMITS) {
                assertThat(kept).as("seed %d round %d", seed, round).containsAll(promised(isolation));
            }
            alwaysKept.retainAll(kept);
        }
        alwaysKept.removeAll(promised(isolation));
        assertThat(alwaysKept).as("seed %d", seed).isEmpty();
    }

    /** A lost append that nobody had read breaks no promise that is not about time. */
    @Test
    void whatIsLostUnseenOnlyRealTimeShows() {
        List<Transaction> history = SmallHistory.of("""
                0 ok 1 2 | append x 1
                1 ok 3 4 | append y 1
                2 ok 5 6 | read x | read y 1
                """);
        assertThat(kept(history))
                .isEqualTo(promised(Isolation.LOST_COMMITS).stream()
                        .collect(
                                Collectors.toCollection(() -> EnumSet.of(IsolationLevel.STRONG_SESSION_SERIALIZABLE))));
    }

    /**
     * Against the definition, on a few transactions: with every key read at the end, the order of all
     * appends is known, and a history without an anomaly has a serial order.
     */
    @ParameterizedTest
    @EnumSource(Isolation.class)
    void agreesWithTheDefinition(Isolation isolation) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1_500; round++) {
            int unknownPercent = round % 2 == 0 ? 0 : 20;
            Shape shape = new Shape(2 + random.nextInt(4), 3, 2, 3, unknownPercent);
            List<Transaction> history = new SimulatedDatabase(random, isolation, shape).run();
            String description = "seed " + seed + " round " + round + "\n"
                    + history.stream().map(Transaction::description).collect(Collectors.joining("\n"));
            for (boolean inRealTime : new boolean[] {false, true}) {
                TransactionVerdict verdict = new ListAppendChecker()
                        .check(history, inRealTime ? IsolationLevel.STRICT_SERIALIZABLE : IsolationLevel.SERIALIZABLE);
                boolean expected = new SerialOrders(history, inRealTime).anyExplains();
                assertThat(verdict.isValid())
                        .as("%s %s\n%s", verdict.level(), verdict.explanation(), description)
                        .isEqualTo(expected);
            }
        }
    }
}
