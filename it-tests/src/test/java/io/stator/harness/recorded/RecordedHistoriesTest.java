package io.stator.harness.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.CasRegisterModel;
import io.stator.harness.checker.LinearizabilityChecker;
import io.stator.harness.checker.Verdict;
import io.stator.harness.checker.Violation;
import io.stator.harness.recorded.RecordedFolder.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every verdict on the recorded histories of registers and texts agrees with the known one. */
class RecordedHistoriesTest {
    /** Of transactions: {@link RecordedTransactionsTest} judges them. */
    private static final Set<String> TRANSACTIONS = Set.of("jsonl", "edn ops");

    @Test
    void everyVerdictAgrees() throws IOException {
        Map<String, String> disagreements = new TreeMap<>();
        int judged = 0;
        int windowMost = 0;
        long operations = 0;
        long begun = System.nanoTime();
        for (Entry entry : RecordedFolder.entries()) {
            if (TRANSACTIONS.contains(entry.format())) {
                continue;
            }
            Verdict verdict = judge(entry);
            judged++;
            operations += verdict.operations();
            String word = !verdict.undecided().isEmpty()
                    ? "undecided"
                    : verdict.linearizable() ? "linearizable" : "NOT-linearizable";
            if (!word.equals(entry.verdict())) {
                disagreements.put(entry.file(), verdict.explanation());
            }
            for (Violation violation : verdict.violations()) {
                assertThat(violation.window()).as(entry.file()).contains(violation.blocked());
                windowMost = Math.max(windowMost, violation.window().size());
            }
        }
        System.out.printf(
                "recorded histories: %d judged, %d operations, largest failing window %d operations, %d ms%n",
                judged, operations, windowMost, (System.nanoTime() - begun) / 1_000_000);
        assertThat(disagreements).isEmpty();
        assertThat(judged).isPositive();
    }

    private static Verdict judge(Entry entry) throws IOException {
        Path file = RecordedFolder.path(entry);
        return switch (entry.format()) {
            case "jepsen-etcd-log" ->
                new LinearizabilityChecker<>(new CasRegisterModel(null))
                        .check(JepsenLog.parse(Files.readAllLines(file)));
            case "edn vector of op maps" ->
                new LinearizabilityChecker<>(new CasRegisterModel("0"))
                        .check(KnossosHistory.parse(Files.readString(file)));
            case "kv-edn-lines" ->
                new LinearizabilityChecker<>(new TextModel()).check(TextLog.parse(Files.readAllLines(file)));
            default -> throw new IllegalArgumentException("nobody judges " + entry);
        };
    }
}
