package io.stator.harness.verify;

import io.stator.harness.checker.Judgement.Result;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plan has come to so far, in a file, so that it can be resumed: a heading with the seed and what
 * all runs have in common, then a line for each run that has
 * ended, its fields separated by tabs. A run that was cut short has no line. Used by one thread.
 */
final class PlanState {
    private static final String HEADING = "stator verify plan, version 2, ";
    private static final String SEPARATOR = "\t";
    private static final String SEED = ", seed ";
    private static final int FIELDS = 8;

    private final Path file;
    private final long seed;
    private final List<Ended> ended;

    /**
     * A run that has ended.
     *
     * @param nemesis its name
     * @param detail what was wrong, in a few words; may be empty
     */
    record Ended(
            String driver,
            String nemesis,
            long seed,
            Result verdict,
            int answered,
            int failed,
            int unknown,
            String detail) {}

    private PlanState(Path file, long seed, List<Ended> ended) {
        this.file = file;
        this.seed = seed;
        this.ended = new ArrayList<>(ended);
    }

    /**
     * @param resume take what is there; if not, there must be nothing
     * @param newSeed of a plan that is not there yet
     * @param common how its runs are made, in one line
     * @throws CommandFailure if there is a state and it is not to be resumed, or is of runs that are made otherwise, or it
     *     cannot be understood
     */
    static PlanState open(Path file, boolean resume, long newSeed, String common) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, HEADING + common + SEED + newSeed + "\n", StandardCharsets.UTF_8);
            return new PlanState(file, newSeed, List.of());
        }
        if (!resume) {
            throw CommandFailure.badInput(file + " is there already: --resume goes on with it");
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<Ended> ended = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            ended.add(parse(file, line));
        }
        return new PlanState(file, seed(file, lines.isEmpty() ? "" : lines.get(0), common), ended);
    }

    private static long seed(Path file, String heading, String common) {
        int seedAt = heading.lastIndexOf(SEED);
        if (!heading.startsWith(HEADING) || seedAt < HEADING.length()) {
            throw CommandFailure.badInput(file + " is not the state of a plan");
        }
        String itsCommon = heading.substring(HEADING.length(), seedAt);
        if (!itsCommon.equals(common)) {
            throw CommandFailure.badInput(
                    file + " is of runs that were made otherwise: " + itsCommon + "; and not: " + common);
        }
        try {
            return Long.parseLong(heading.substring(seedAt + SEED.length()));
        } catch (NumberFormatException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": no seed: " + heading, e);
        }
    }

    private static Ended parse(Path file, String line) {
        String[] fields = line.split(SEPARATOR, -1);
        try {
            if (fields.length == FIELDS) {
                return new Ended(
                        fields[0],
                        fields[1],
                        Long.parseLong(fields[2]),
                        Result.valueOf(fields[3]),
                        Integer.parseInt(fields[4]),
                        Integer.parseInt(fields[5]),
                        Integer.parseInt(fields[6]),
                        fields[7]);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, file + ": not a run: " + line, e);
        }
        throw CommandFailure.badInput(file + ": not a run: " + line);
    }

    /** From which each run has its own. */
    long seed() {
        return seed;
    }

    /** Whether a run has ended with a verdict: one that decided nothing is done again. */
    boolean isDecided(String driver, String nemesis) {
        return ended.stream()
                .anyMatch(run -> run.driver().equals(driver)
                        && run.nemesis().equals(nemesis)
                        && run.verdict() != Result.UNDECIDED);
    }

    /** The run is on disk when this returns. */
    void add(Ended run) throws IOException {
        String line = String.join(
                SEPARATOR,
                run.driver(),
                run.nemesis(),
                Long.toString(run.seed()),
                run.verdict().name(),
                Integer.toString(run.answered()),
                Integer.toString(run.failed()),
                Integer.toString(run.unknown()),
                run.detail().replaceAll("\\s+", " "));
        Files.writeString(
                file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        ended.add(run);
    }

    /** Every run that has ended, in the order of their ends. */
    List<Ended> ended() {
        return List.copyOf(ended);
    }
}
