package io.stator.server.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a command reads from and writes to: results to {@code out}, everything else to {@code err}.
 *
 * @param environment variables by name
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    private static final String COLUMNS = "STATOR_TERMINAL_COLUMNS";

    /** Of this process, in UTF-8 whatever the locale. */
    public static Terminal ofProcess() {
        return new Terminal(System.in, utf8(FileDescriptor.out), utf8(FileDescriptor.err), System.getenv());
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
    }

    /** The width of the terminal that {@code err} is, as the start script found it; empty: it is none. */
    public Optional<Integer> columns() {
        String text = environment.get(COLUMNS);
        try {
            return text == null ? Optional.empty() : Optional.of(Math.max(20, Integer.parseInt(text.strip())));
        } catch (NumberFormatException notSet) {
            return Optional.empty();
        }
    }
}
