package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The README's tour, as it would be typed, with {@code stator dev} in a process of its own. */
@SuppressWarnings("NullAway.Init")
@Execution(ExecutionMode.CONCURRENT)
class CommandLineStory {
    private static final int GENERATED = 2_000;

    private static final String SINNERMAN = "{\"Artist\":{\"S\":\"Nina Simone\"},\"Song\":{\"S\":\"Sinnerman\"}}";

    @TempDir
    Path directory;

    @Test
    void theTourWorksAndDataOutlivesARestart() throws IOException, InterruptedException {
        int port = DevNode.freePort(directory.resolve("ports"));
        Path data = directory.resolve("data");
        try (DevNode node = DevNode.start(data, port)) {
            tables(node);
            items(node);
            importAndExport(node);
            assertThat(node.interrupt()).isIn(0, 130, 143);
            assertThat(node.said()).anyMatch(line -> line.contains("stopped"));
        }
        try (DevNode node = DevNode.start(data, port)) {
            CommandRun get = run(node, 0, "item", "get", "Music", SINNERMAN);
            assertThat(get.out()).contains("1965");
            assertThat(run(node, 0, "table", "list").out()).contains("Music", "Orders", "Copies");
            assertThat(run(node, 0, "trial", "tables", "--rounds", "2", "--items", "30")
                            .out())
                    .contains("of 2 rounds");
            run(node, 0, "table", "delete", "Copies");
            assertThat(run(node, 0, "table", "list").out()).doesNotContain("Copies");
        }
        CommandRun down = run("127.0.0.1:" + port, 3, "table", "list", "--timeout", "2");
        assertThat(down.err().lines()).hasSize(1);
    }

    private static void tables(DevNode node) {
        run(node, 0, "table", "create", "Music", "--partition-key", "Artist:S", "--sort-key", "Song:S");
        assertThat(run(node, 1, "table", "create", "Music", "--partition-key", "Artist:S")
                        .err())
                .startsWith("ResourceInUseException");
        assertThat(run(node, 0, "table", "describe", "Music").out()).contains("Artist", "Song");
        assertThat(run(node, 0, "table", "list").out()).contains("Music");
    }

    private static void items(DevNode node) {
        run(node, 0, "item", "put", "Music", SINNERMAN.replace("}}", "},\"Year\":{\"N\":\"1965\"}}"));
        String feelingGood = SINNERMAN.replace("Sinnerman", "Feeling Good");
        run(node, 0, "item", "put", "Music", feelingGood.replace("}}", "},\"Year\":{\"N\":\"1965\"}}"));
        assertThat(run(node, 0, "item", "get", "Music", SINNERMAN).out()).contains("1965");
        CommandRun query =
                run(node, 0, "item", "query", "Music", "{\"S\":\"Nina Simone\"}", "--begins-with", "{\"S\":\"Feel\"}");
        assertThat(query.out()).contains("Feeling Good").doesNotContain("Sinnerman");
        CommandRun refused = run(node, 1, "item", "put", "Music", SINNERMAN, "--if-not-exists", "Artist");
        assertThat(refused.err().strip()).isEqualTo("ConditionalCheckFailedException: The conditional request failed");
        assertThat(run(node, 0, "item", "scan", "Music").out()).contains("Feeling Good", "Sinnerman");
        run(node, 0, "item", "delete", "Music", feelingGood);
        run(node, 1, "item", "get", "Music", feelingGood);
        run(node, 2, "item", "put", "Music", "{\"Artist\":");
        run(node, 2, "item", "fetch");
    }

    private void importAndExport(DevNode node) throws IOException {
        Path generated = directory.resolve("orders.jsonl");
        CommandRun orders = CommandRun.of("generate", "--items", Integer.toString(GENERATED));
        Files.writeString(generated, orders.out(), StandardCharsets.UTF_8);
        run(node, 0, "table", "create", "Orders", "--partition-key", "customer:S", "--sort-key", "order:N");
        run(node, 0, "import", "Orders", generated.toString());
        Path exported = directory.resolve("exported.jsonl");
        run(node, 0, "export", "Orders", exported.toString());
        run(node, 0, "table", "create", "Copies", "--partition-key", "customer:S", "--sort-key", "order:N");
        run(node, 0, "import", "Copies", exported.toString());
        Path again = directory.resolve("again.jsonl");
        run(node, 0, "export", "Copies", again.toString());
        assertThat(sorted(exported)).hasSize(GENERATED).isEqualTo(sorted(again));
        System.out.printf("command line: %d items imported, exported, imported and exported again%n", GENERATED);
    }

    private static Object[] sorted(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.sorted().toArray();
        }
    }

    private static CommandRun run(DevNode node, int exitCode, String... words) {
        return run(node.address(), exitCode, words);
    }

    private static CommandRun run(String address, int exitCode, String... words) {
        String[] all = Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--endpoint";
        all[words.length + 1] = address;
        CommandRun run = CommandRun.of(all);
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
        return run;
    }
}
