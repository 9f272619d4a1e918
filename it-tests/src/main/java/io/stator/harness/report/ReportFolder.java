package io.stator.harness.report;

import io.stator.harness.history.file.HistoryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run's folder: {@code report.html} for people, and for programs {@code history.jsonl} as {@link
 * HistoryFile} says and the small documents beside it. All of a run can be read back from it, so that an old
 * history can be judged by a newer checker, or drawn by a newer page.
 */
public final class ReportFolder {
    /** The page for people, which needs none of the other files. */
    public static final String PAGE = "report.html";

    /** Every operation. */
    public static final String HISTORY = "history.jsonl";

    private ReportFolder() {}

    /**
     * Makes the folder if it is not there, and replaces what an older run wrote into it.
     *
     * @return the page
     */
    public static Path write(Path directory, RunRecord run) throws IOException {
        Files.createDirectories(directory);
        HistoryFile.write(directory.resolve(HISTORY), run.histories());
        RunDocuments.writeFaults(directory, run.faults());
        RunDocuments.writeJudgements(directory, run.judgements());
        RunDocuments.writeFacts(directory, run);
        return Files.writeString(directory.resolve(PAGE), ReportPage.html(run));
    }

    /** @throws IOException if something is missing, cut off, or of another version */
    public static RunRecord read(Path directory) throws IOException {
        RunDocuments.Heading heading = RunDocuments.readFacts(directory);
        return new RunRecord(
                heading.title(),
                heading.facts(),
                HistoryFile.read(directory.resolve(HISTORY)),
                RunDocuments.readFaults(directory),
                RunDocuments.readJudgements(directory),
                heading.durationNanos());
    }
}
