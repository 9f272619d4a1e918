package io.stator.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    @TempDir
    Path directory;

    @Test
    void aRunComesBackFromItsFolderAsItWas() throws IOException {
        RunRecord run = SampleRun.withViolation();
        Path page = ReportFolder.write(directory.resolve("runs/1"), run);
        RunRecord read = ReportFolder.read(directory.resolve("runs/1"));
        assertThat(read).isEqualTo(run);
        assertThat(read.facts().keySet()).containsExactlyElementsOf(run.facts().keySet());
        assertThat(read.histories().keySet())
                .containsExactlyElementsOf(run.histories().keySet());
        assertThat(Files.readString(page)).isEqualTo(ReportPage.html(read));
    }

    @Test
    void aFactThatIsKnownLaterIsShownLast() {
        RunRecord run = new RunRecord("title", Map.of("a", "1"), Map.of(), List.of(), List.of(), 0);
        assertThat(run.withFact("b", "2").facts().keySet()).containsExactly("a", "b");
        assertThat(run.facts().keySet()).containsExactly("a");
    }

    @Test
    void aNewRunReplacesAnOlderOne() throws IOException {
        ReportFolder.write(directory, SampleRun.withViolation());
        RunRecord empty = new RunRecord("nothing", Map.of(), Map.of(), List.of(), List.of(), 0);
        ReportFolder.write(directory, empty);
        assertThat(ReportFolder.read(directory)).isEqualTo(empty);
    }

    @Test
    void aFolderOfAnotherVersionIsRefused() throws IOException {
        ReportFolder.write(directory, SampleRun.withViolation());
        Path facts = directory.resolve("facts.json");
        Files.writeString(facts, Files.readString(facts).replace("\"version\" : 1", "\"version\" : 2"));
        assertThatThrownBy(() -> ReportFolder.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("facts.json is not of version 1");
    }

    @Test
    void oneViolationMakesARunInvalidAndOneDoubtUndecided() {
        assertThat(result(Result.VALID, Result.VALID)).isEqualTo(Result.VALID);
        assertThat(result(Result.VALID, Result.UNDECIDED)).isEqualTo(Result.UNDECIDED);
        assertThat(result(Result.UNDECIDED, Result.INVALID, Result.VALID)).isEqualTo(Result.INVALID);
        assertThat(result()).isEqualTo(Result.UNDECIDED);
    }

    private static Result result(Result... results) {
        List<Judgement> judgements = List.of(results).stream()
                .map(result -> new Judgement("subject", result, "summary", findings(result)))
                .toList();
        return new RunRecord("title", Map.of(), Map.of(), List.of(), judgements, 0).result();
    }

    private static List<Judgement.Finding> findings(Result result) {
        return result == Result.INVALID ? List.of(new Judgement.Finding("title", "text", Optional.empty())) : List.of();
    }
}
