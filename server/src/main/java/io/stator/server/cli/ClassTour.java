package io.stator.server.cli;

import io.stator.server.cli.console.ExitCode;
import io.stator.server.embedded.EmbeddedStator;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the JVM load what a node and the command line use, by using it: a node in a temporary directory, a table, some
 * items. Run once after a build with {@code -XX:ArchiveClassesAtExit}; processes that are given the archive start in
 * about half the time. Says nothing, unless a step fails.
 */
public final class ClassTour {
    private static final String TABLE = "ClassTour";
    private static final String KEY = "{\"id\":{\"S\":\"a\"}}";

    private ClassTour() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "logback-client.xml");
        System.setProperty("stator.log.level", "OFF");
        int exitCode;
        try (EmbeddedStator stator = EmbeddedStator.startTemporary()) {
            exitCode = tour(stator.address());
        }
        System.exit(exitCode);
    }

    private static int tour(String address) {
        List<List<String>> commands = List.of(
                List.of("table", "create", TABLE, "--partition-key", "id:S"),
                List.of("item", "put", TABLE, KEY, "--if-not-exists", "id"),
                List.of("item", "get", TABLE, KEY),
                List.of("item", "query", TABLE, "{\"S\":\"a\"}"),
                List.of("item", "scan", TABLE),
                List.of("item", "delete", TABLE, KEY),
                List.of("table", "delete", TABLE));
        PrintStream unheard = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (List<String> command : commands) {
            List<String> words = new ArrayList<>(command);
            words.add("--endpoint");
            words.add(address);
            int exitCode = Main.run(words.toArray(String[]::new), unheard, System.err);
            if (exitCode != ExitCode.OK.code()) {
                return exitCode;
            }
        }
        return ExitCode.OK.code();
    }
}
