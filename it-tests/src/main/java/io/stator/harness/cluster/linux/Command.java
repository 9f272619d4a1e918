package io.stator.harness.cluster.linux;

import io.stator.harness.cluster.ClusterException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A program of the operating system, run to its end. Immutable. */
public final class Command {
    /** Some take their time on a busy machine; none takes this long unless it hangs. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Duration RETRY = Duration.ofMillis(20);

    /** Where administrators' programs are, which are not on everybody's path. */
    private static final List<String> MORE_PLACES = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

    private final List<String> words;
    private final String input;

    private Command(List<String> words, String input) {
        this.words = List.copyOf(words);
        this.input = input;
    }

    public static Command of(String... words) {
        return new Command(List.of(words), "");
    }

    public Command with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(all, input);
    }

    /** What it reads from its standard input. */
    public Command reading(String newInput) {
        return new Command(words, newInput);
    }

    /** Whether there is a program of this name. */
    public static boolean exists(String program) {
        return places().anyMatch(place -> Files.isExecutable(place.resolve(program)));
    }

    private static Stream<Path> places() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(":", -1)), MORE_PLACES.stream())
                .filter(place -> !place.isEmpty())
                .map(Path::of);
    }

    /**
     * Returns all that it wrote.
     *
     * @throws ClusterException with what it wrote, if it fails or does not end
     */
    public String run() {
        Result result = result();
        if (result.exitCode() != 0) {
            throw new ClusterException(
                    String.join(" ", words) + " ended with " + result.exitCode() + ": " + result.said());
        }
        return result.said();
    }

    /**
     * Runs it again as long as it fails: for what others have to let go of first.
     *
     * @throws ClusterException with what it wrote, if it still fails after this time
     */
    public void runWithin(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!succeeds()) {
            if (System.nanoTime() > deadline) {
                run();
                return;
            }
            LockSupport.parkNanos(RETRY.toNanos());
        }
    }

    /**
     * Starts it, and leaves it to the caller to end it.
     *
     * @throws ClusterException if there is no such program
     */
    public Process start() {
        try {
            return new ProcessBuilder(found()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new ClusterException("cannot start " + String.join(" ", words), e);
        }
    }

    /** Returns what it wrote, however it ended. */
    public String output() {
        return result().said();
    }

    /** Whether it succeeds: for what may be gone already. */
    public boolean succeeds() {
        return result().exitCode() == 0;
    }

    /** How a run ended, and what it wrote to its standard output and error. */
    private record Result(int exitCode, String said) {}

    private Result result() {
        try {
            // A file: to read a pipe to its end would have no time limit.
            Path said = Files.createTempFile("command", ".out");
            try {
                return result(said);
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw new ClusterException("cannot run " + String.join(" ", words), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        }
    }

    private List<String> found() {
        List<String> found = new ArrayList<>(words);
        places().map(place -> place.resolve(words.get(0)))
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(program -> found.set(0, program.toString()));
        return found;
    }

    private Result result(Path said) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(found())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try (OutputStream toIt = process.getOutputStream()) {
            toIt.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new ClusterException(String.join(" ", words) + " does not end");
        }
        return new Result(
                process.exitValue(),
                Files.readString(said, StandardCharsets.UTF_8).strip());
    }
}
