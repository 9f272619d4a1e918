package io.stator.harness.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stator.harness.checker.CasRegisterModel;
import io.stator.harness.checker.LinearizabilityChecker;
import io.stator.harness.checker.Verdict;
import io.stator.harness.history.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every verdict on the recorded histories of compare-and-set registers agrees with the known one. They
 * are read where they lie: the folder of the system property {@code stator.histories}, by default
 * shared/histories beside the project.
 */
class RecordedHistoriesTest {
    private static final Path FOLDER = Path.of(System.getProperty(
            "stator.histories", Path.of("..", "..", "shared", "histories").toString()));

    private record Recorded(String file, String format, String verdict) {}

    @Test
    void everyVerdictAgrees() throws IOException {
        Path index = FOLDER.resolve("index.tsv");
        assumeTrue(Files.exists(index), () -> "skipped: no recorded histories at " + FOLDER.toAbsolutePath());
        Map<String, String> disagreements = new TreeMap<>();
        int judged = 0;
        long operations = 0;
        for (Recorded recorded : registersIn(index)) {
            Verdict verdict = judge(recorded);
            judged++;
            operations += verdict.operations();
            String word = !verdict.undecided().isEmpty()
                    ? "undecided"
                    : verdict.linearizable() ? "linearizable" : "NOT-linearizable";
            if (!word.equals(recorded.verdict())) {
                disagreements.put(recorded.file(), verdict.explanation());
            }
        }
        System.out.printf("recorded histories: %d judged, %d operations%n", judged, operations);
        assertThat(disagreements).isEmpty();
        assertThat(judged).isPositive();
    }

    private static List<Recorded> registersIn(Path index) throws IOException {
        List<Recorded> registers = new ArrayList<>();
        for (String line : Files.readAllLines(index)) {
            String[] fields = line.split("\t");
            if (fields[2].startsWith("cas-register")) {
                registers.add(new Recorded(fields[0], fields[1], fields[3]));
            }
        }
        return registers;
    }

    private static Verdict judge(Recorded recorded) throws IOException {
        Path file = FOLDER.resolve(recorded.file());
        boolean isLog = recorded.format().equals("jepsen-etcd-log");
        List<Operation> history =
                isLog ? JepsenLog.parse(Files.readAllLines(file)) : KnossosHistory.parse(Files.readString(file));
        return new LinearizabilityChecker<>(new CasRegisterModel(isLog ? null : "0")).check(history);
    }
}
