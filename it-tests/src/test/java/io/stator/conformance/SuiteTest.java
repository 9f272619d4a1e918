package io.stator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The suite itself, and what docs/conformance.md says of it. With -Dstator.conformance.document=write it is written. */
final class SuiteTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "conformance.md");
    private static final String BEGIN = "<!-- written by SuiteTest: begin -->\n";
    private static final String END = "<!-- written by SuiteTest: end -->\n";

    @Test
    void namesAreUniqueInTheirChapter() {
        assertThat(Suite.tables()).allSatisfy(table -> {
            Map<String, Long> names = table.stream()
                    .map(Case::name)
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            assertThat(names.entrySet())
                    .filteredOn(entry -> entry.getValue() > 1)
                    .isEmpty();
            assertThat(table)
                    .extracting(Case::chapter)
                    .containsOnly(table.get(0).chapter());
        });
    }

    @Test
    void theDocumentTellsWhatThereIs() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        String written = counts() + "\n" + differences() + "\n" + beliefs();
        if (System.getProperty("stator.conformance.document", "").equals("write")) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + written + document.substring(end));
        } else {
            assertThat(document.substring(begin, end)).isEqualTo(written);
        }
    }

    private static String counts() {
        List<List<Case>> tables = Suite.tables().toList();
        StringBuilder text = new StringBuilder("| chapter | cases | ");
        text.append(Arrays.stream(Source.values())
                        .map(source -> source.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n|---|---|---|---|---|---|\n");
        tables.forEach(table -> text.append(row(table.get(0).chapter(), table)));
        text.append(row("all", tables.stream().flatMap(List::stream).toList()));
        return text.toString();
    }

    private static String row(String name, List<Case> cases) {
        return "| " + name + " | " + cases.size() + " | "
                + Arrays.stream(Source.values())
                        .map(source -> cases.stream()
                                .filter(row -> row.source() == source)
                                .count())
                        .map(count -> count == 0 ? "" : count.toString())
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    private static String differences() {
        StringBuilder text = new StringBuilder("## What Stator does differently, until it is mended\n\n");
        List<Case> differing = Suite.tables()
                .flatMap(List::stream)
                .filter(row -> !row.difference().isEmpty())
                .toList();
        if (differing.isEmpty()) {
            text.append("Of these cases, none.\n");
        }
        differing.forEach(row -> text.append("- ")
                .append(row.chapter())
                .append(", `")
                .append(row.name())
                .append("`: ")
                .append(row.difference())
                .append('\n'));
        return text.toString();
    }

    private static String beliefs() {
        StringBuilder text = new StringBuilder("## What is believed\n\n");
        Suite.tables().forEach(table -> {
            List<Case> believed = table.stream()
                    .filter(row -> row.source() == Source.BELIEVED)
                    .toList();
            if (!believed.isEmpty()) {
                text.append("- ").append(table.get(0).chapter()).append(": ");
                text.append(believed.stream().map(row -> "`" + row.name() + "`").collect(Collectors.joining(", ")))
                        .append('\n');
            }
        });
        return text.toString();
    }
}
