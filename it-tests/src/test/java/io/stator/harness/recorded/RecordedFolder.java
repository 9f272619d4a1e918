package io.stator.harness.recorded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where recorded histories lie: the folder of the system property {@code stator.histories}, by default
 * shared/histories beside the project. Without it, as in a plain clone, the test says so and is skipped.
 */
final class RecordedFolder {
    private static final Path FOLDER = Path.of(System.getProperty(
            "stator.histories", Path.of("..", "..", "shared", "histories").toString()));

    private RecordedFolder() {}

    /** A line of the folder's index. */
    record Entry(String file, String format, String model, String verdict) {}

    static List<Entry> entries() throws IOException {
        Path index = FOLDER.resolve("index.tsv");
        assumeTrue(Files.exists(index), () -> "skipped: no recorded histories at " + FOLDER.toAbsolutePath());
        return Files.readAllLines(index).stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(fields -> new Entry(fields[0], fields[1], fields[2], fields[3]))
                .toList();
    }

    static Path path(Entry entry) {
        return FOLDER.resolve(entry.file());
    }
}
