package io.stator.harness.anomaly;

import static io.stator.harness.anomaly.IsolationLevel.READ_COMMITTED;
import static io.stator.harness.anomaly.IsolationLevel.REPEATABLE_READ;
import static io.stator.harness.anomaly.IsolationLevel.SERIALIZABLE;
import static io.stator.harness.anomaly.IsolationLevel.SNAPSHOT_ISOLATION;
import static io.stator.harness.anomaly.IsolationLevel.STRICT_SERIALIZABLE;
import static io.stator.harness.anomaly.IsolationLevel.STRONG_SESSION_SERIALIZABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.harness.checker.Judgement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each anomaly in a history of its own, and the levels that exclude it. */
class ListAppendCheckerTest {

    private static Set<String> at(IsolationLevel level, String history) {
        return new ListAppendChecker().check(SmallHistory.of(history), level).anomalyTitles();
    }

    private static Set<IsolationLevel> violated(String history) {
        return Arrays.stream(IsolationLevel.values())
                .filter(level -> !at(level, history).isEmpty())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(IsolationLevel.class)));
    }

    private static final EnumSet<IsolationLevel> ALL = EnumSet.allOf(IsolationLevel.class);

    @Test
    void aSerialHistoryHasNoAnomaly() {
        assertThat(violated("""
                0 ok 1 2 | append x 1 | append y 1
                1 ok 3 4 | read x 1 | append x 2 | read x 1 2
                0 ok 5 6 | read y 1 | read x 1 2
                """)).isEmpty();
    }

    @Test
    void concurrentTransactionsMayComeInAnyOrder() {
        assertThat(violated("""
                0 ok 1 9 | append x 1
                1 ok 2 8 | append x 2
                2 ok 3 7 | read x 2 1
                3 ok 4 6 | read x
                """)).isEmpty();
    }

    @Test
    void g0TransactionsOverwriteEachOther() {
        String history = """
                0 ok 1 9 | append x 1 | append y 1
                1 ok 2 8 | append x 2 | append y 2
                2 ok 3 10 | read x 1 2 | read y 2 1
                """;
        assertThat(violated(history)).isEqualTo(ALL);
        assertThat(at(READ_COMMITTED, history)).containsExactly("G0");
    }

    @Test
    void g1aAbortedRead() {
        String history = """
                0 fail 1 9 | append x 1
                1 ok 2 8 | read x 1
                """;
        assertThat(violated(history)).isEqualTo(ALL);
        assertThat(at(SERIALIZABLE, history)).containsExactly("G1a");
    }

    @Test
    void g1bIntermediateRead() {
        String history = """
                0 ok 1 9 | append x 1 | append x 2
                1 ok 2 8 | read x 1
                """;
        assertThat(violated(history)).isEqualTo(ALL);
        assertThat(at(READ_COMMITTED, history)).containsExactly("G1b");
        assertThat(violated("""
                0 ok 1 9 | append x 1 | read x 1 | append x 2
                """)).isEmpty();
    }

    @Test
    void g1cTransactionsSeeEachOther() {
        String history = """
                0 ok 1 9 | append x 1 | read y 1
                1 ok 2 8 | append y 1 | read x 1
                """;
        assertThat(violated(history)).isEqualTo(ALL);
        assertThat(at(SERIALIZABLE, history)).containsExactly("G1c");
    }

    @Test
    void gSingleReadSkew() {
        String history = """
                0 ok 1 9 | append x 1 | append y 1
                1 ok 2 8 | read x | read y 1
                """;
        assertThat(violated(history)).isEqualTo(EnumSet.complementOf(EnumSet.of(READ_COMMITTED)));
        assertThat(at(STRICT_SERIALIZABLE, history)).containsExactly("G-single-item");
    }

    @Test
    void gNonadjacentLongFork() {
        String history = """
                0 ok 1 9 | append x 1
                1 ok 2 9 | append y 1
                2 ok 3 8 | read x 1 | read y
                3 ok 4 8 | read x | read y 1
                """;
        assertThat(violated(history)).isEqualTo(EnumSet.complementOf(EnumSet.of(READ_COMMITTED)));
        assertThat(at(SNAPSHOT_ISOLATION, history)).containsExactly("G-nonadjacent-item");
    }

    @Test
    void g2WriteSkewIsAllowedBySnapshotIsolation() {
        String history = """
                0 ok 1 9 | read x | append y 1
                1 ok 2 8 | read y | append x 1
                """;
        assertThat(violated(history)).isEqualTo(EnumSet.complementOf(EnumSet.of(READ_COMMITTED, SNAPSHOT_ISOLATION)));
        assertThat(at(SERIALIZABLE, history)).containsExactly("G2-item");
    }

    @Test
    void lostUpdateShowsEvenIfTheLostOneWasNeverRead() {
        String history = """
                0 ok 1 9 | read x | append x 1
                1 ok 2 8 | read x | append x 2
                """;
        assertThat(at(SNAPSHOT_ISOLATION, history)).contains("lost-update");
        assertThat(at(REPEATABLE_READ, history)).contains("lost-update");
        assertThat(at(READ_COMMITTED, history)).isEmpty();
    }

    /** What a transaction read after its own append is no version that another could have read before it. */
    @Test
    void aReadOfOnesOwnAppendIsNoLostUpdate() {
        assertThat(at(SERIALIZABLE, """
                0 ok 1 9 | append x 1 | read x 1 | append x 2
                1 ok 2 8 | read x 1 | append x 3
                2 ok 10 11 | read x 1 2 3
                """)).contains("G1b").doesNotContain("lost-update");
    }

    @Test
    void internalReads() {
        String history = """
                0 ok 1 9 | append x 1 | read x
                """;
        assertThat(violated(history)).isEqualTo(EnumSet.complementOf(EnumSet.of(READ_COMMITTED, REPEATABLE_READ)));
        assertThat(at(SERIALIZABLE, history)).containsExactly("internal");
        assertThat(at(SERIALIZABLE, """
                0 ok 1 2 | append x 1
                0 ok 3 4 | append x 2 | read x 1 2 | append x 3 | read x 1 2 3
                """)).isEmpty();
    }

    @Test
    void futureRead() {
        assertThat(at(READ_COMMITTED, """
                0 ok 1 9 | read x 1 | append x 1
                """)).contains("future-read");
    }

    @Test
    void incompatibleOrder() {
        String history = """
                0 ok 1 9 | append x 1
                1 ok 2 9 | append x 2
                2 ok 3 8 | read x 1 2
                3 ok 4 8 | read x 2 1
                """;
        assertThat(violated(history)).isEqualTo(ALL);
        assertThat(at(STRICT_SERIALIZABLE, history)).containsExactly("incompatible-order");
    }

    /** The longest read is no better than the other: from where they disagree, nothing follows. */
    @Test
    void nothingIsInferredFromReadsThatContradictEachOther() {
        assertThat(at(STRICT_SERIALIZABLE, """
                0 ok 1 9 | append x 1
                1 ok 2 9 | append x 2 | append y 1
                2 ok 3 8 | read x 1 2
                3 ok 4 8 | read x 2 1 | read y 1
                4 ok 5 8 | read x 2 | read y 1
                5 ok 6 8 | read x 1 | read y 1
                """)).containsExactly("incompatible-order");
    }

    @Test
    void duplicateElementsAndElementsOfNobody() {
        assertThat(at(READ_COMMITTED, """
                0 ok 1 2 | append x 1
                1 ok 3 4 | read x 1 1
                """)).containsExactly("duplicate-elements");
        assertThat(at(READ_COMMITTED, """
                1 ok 3 4 | read x 7
                """)).containsExactly("unwritten-read");
    }

    @Test
    void dirtyUpdate() {
        assertThat(at(READ_COMMITTED, """
                0 fail 1 2 | append x 1
                1 ok 3 4 | append x 2
                2 ok 5 6 | read x 1 2
                """)).containsExactly("G1a", "dirty-update");
    }

    /** Serially, both appends may come after the read, or the lost one after the other: only time tells. */
    @Test
    void anAcknowledgedAppendThatWasLostOnlyRealTimeShows() {
        String history = """
                0 ok 1 2 | append x 1
                1 ok 3 4 | append x 2
                2 ok 5 6 | read x 2
                """;
        assertThat(violated(history)).containsExactly(STRICT_SERIALIZABLE);
        assertThat(at(STRICT_SERIALIZABLE, history)).containsExactly("G-single-item-realtime", "G0-realtime");
    }

    @Test
    void aStaleReadOnlyRealTimeShows() {
        assertThat(violated("""
                0 ok 1 2 | append x 1
                1 ok 3 4 | read x
                2 ok 5 6 | read x 1
                """)).containsExactly(STRICT_SERIALIZABLE);
    }

    @Test
    void aStaleReadOfOnesOwnAppendItsSessionShows() {
        String history = """
                0 ok 1 2 | append x 1
                0 ok 3 4 | read x
                1 ok 5 6 | read x 1
                """;
        assertThat(violated(history)).containsExactly(STRONG_SESSION_SERIALIZABLE, STRICT_SERIALIZABLE);
        assertThat(at(STRONG_SESSION_SERIALIZABLE, history)).containsExactly("G-single-item-process");
    }

    /** It may take effect long after, even if its process went on. */
    @Test
    void nothingComesAfterTheUnknownInItsSession() {
        assertThat(violated("""
                0 info 1 0 | append x 1
                0 ok 3 4 | read x
                1 ok 5 6 | read x 1
                """)).isEmpty();
    }

    @Test
    void anAppendIsNotSeenBeforeItBegan() {
        assertThat(at(STRICT_SERIALIZABLE, """
                1 ok 1 2 | read x 1
                0 ok 3 4 | append x 1
                """)).containsExactly("G1c-realtime");
    }

    @Test
    void whatIsUnknownMayHaveHappenedOrNot() {
        String history = """
                0 info 1 0 | append x 1 | append y 1
                1 ok 2 3 | read x %s | read y %s
                2 ok 4 5 | read x 1 | read y 1
                """;
        assertThat(violated(history.formatted("", ""))).isEmpty();
        assertThat(violated(history.formatted("1", "1"))).isEmpty();
        assertThat(at(SERIALIZABLE, history.formatted("1", ""))).containsExactly("G-single-item");
        assertThat(violated("""
                0 info 1 0 | append x 1
                1 ok 2 3 | append x 2
                2 ok 4 5 | read x 2
                """)).isEmpty();
    }

    /** If nobody reads the second append, it came after the first, if it came at all: it was seen elsewhere. */
    @Test
    void anUnknownTransactionThatWasSeenHasCommittedAsAWhole() {
        assertThat(at(SERIALIZABLE, """
                0 info 1 0 | append x 1 | append y 1
                1 ok 2 3 | read x 1 | read y
                """)).containsExactly("G-single-item");
    }

    @Test
    void anElementAppendedTwiceIsRefused() {
        assertThatThrownBy(() -> at(SERIALIZABLE, """
                0 ok 1 2 | append x 1
                1 ok 3 4 | append x 1
                """)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCycleIsToldTransactionByTransactionAndShown() {
        TransactionVerdict verdict = new ListAppendChecker().check(SmallHistory.of("""
                0 ok 1 9 | append x <1 | append y 1
                1 ok 2 8 | read x | read y 1
                """), SERIALIZABLE);
        assertThat(verdict.explanation())
                .contains(
                        "not serializable: [G-single-item]",
                        "T1 (process 0, committed",
                        "append <1 to x, append y 1".replace("y 1", "1 to y"),
                        "T2 before T1 (rw): T2 found x = [], without T1's <1",
                        "T1 before T2 (wr): T2 found T1's 1 in y");
        Judgement judgement = TransactionJudgement.of("list-append", verdict);
        assertThat(judgement.result()).isEqualTo(Judgement.Result.INVALID);
        assertThat(judgement.subject()).isEqualTo("list-append: serializable");
        String svg = judgement.findings().get(0).svg().orElseThrow();
        assertThat(svg)
                .startsWith("<svg")
                .endsWith("</svg>")
                .contains("T1 · process 0 · committed", "append &lt;1 to x", "T2 before T1 (rw)")
                .doesNotContain("href", "url(");
    }

    @Test
    void withoutAReadNothingIsDecided() {
        TransactionVerdict verdict =
                new ListAppendChecker().check(SmallHistory.of("0 ok 1 2 | append x 1"), SERIALIZABLE);
        assertThat(TransactionJudgement.of("list-append", verdict).result()).isEqualTo(Judgement.Result.UNDECIDED);
    }

    /** A long chain in real time, each process a thousand times: neither the stack nor the edges may grow too large. */
    @Test
    @Timeout(120)
    void longHistoriesAreJudgedInSeconds() {
        List<Transaction> history = new ArrayList<>();
        List<String> elements = new ArrayList<>();
        int count = 20_000;
        for (int index = 0; index < count; index++) {
            String key = "k" + index / 100;
            if (index % 100 == 0) {
                elements.clear();
            }
            elements.add("e" + index);
            history.add(new Transaction(
                    index,
                    index % 50,
                    List.of(
                            new MicroOperation.Append(key, "e" + index),
                            new MicroOperation.Read(key, List.copyOf(elements))),
                    Transaction.Status.COMMITTED,
                    10L * index,
                    10L * index + 495));
        }
        long begun = System.nanoTime();
        assertThat(new ListAppendChecker().check(history, STRICT_SERIALIZABLE).anomalyTitles())
                .isEmpty();
        // The last read misses the first append: a cycle through all of them.
        history.add(new Transaction(
                count,
                0,
                List.of(new MicroOperation.Read("k0", List.of())),
                Transaction.Status.COMMITTED,
                10L * count + 1_000,
                10L * count + 1_001));
        assertThat(new ListAppendChecker().check(history, STRICT_SERIALIZABLE).anomalyTitles())
                .containsExactly("G-single-item-realtime");
        System.out.printf("%d transactions: %d ms%n", 2 * count, (System.nanoTime() - begun) / 1_000_000);
    }
}
