package io.stator.server.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process id with the start time of its process: a later process that got the same id is another one.
 * On disk: one line, {@code <pid> <start, milliseconds since 1970>}.
 */
record ProcessIdentity(long pid, long startedAtMillis) {
    /** A system computes start times from ticks and its boot time, which clock corrections move a little. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    static ProcessIdentity of(ProcessHandle process) {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new ProcessIdentity(process.pid(), started);
    }

    /** Empty: there is no such file, or it was torn when its writer died. */
    static Optional<ProcessIdentity> read(Path file) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8));
        } catch (java.nio.file.NoSuchFileException notThere) {
            return Optional.empty();
        } catch (IOException e) {
            throw LaunchException.failed("cannot read " + file + ": " + e, e);
        }
    }

    static Optional<ProcessIdentity> parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        try {
            return parts.length == 2
                    ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (NumberFormatException noIdentity) {
            return Optional.empty();
        }
    }

    void write(Path file) {
        try {
            Files.writeString(file, pid + " " + startedAtMillis + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw LaunchException.failed("cannot write " + file + ": " + e, e);
        }
    }

    /** The process, if it is this very one and still there. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(this::isSame).filter(process -> state(process) != ProcessState.DOWN);
    }

    private boolean isSame(ProcessHandle process) {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return Math.abs(started - startedAtMillis) <= START_TOLERANCE.toMillis();
    }

    /** A dead process that nobody has waited for yet is down. */
    static ProcessState state(ProcessHandle process) {
        if (!process.isAlive()) {
            return ProcessState.DOWN;
        }
        Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return Files.exists(stat)
                    ? stateIn(Files.readString(stat, StandardCharsets.ISO_8859_1))
                    : ProcessState.RUNNING;
        } catch (IOException goneMeanwhile) {
            return ProcessState.DOWN;
        }
    }

    /** The letter after the command, which stands in parentheses and may hold anything. */
    static ProcessState stateIn(String stat) {
        int letter = stat.lastIndexOf(')') + 2;
        return switch (letter < stat.length() ? stat.charAt(letter) : 'X') {
            case 'T', 't' -> ProcessState.PAUSED;
            case 'Z', 'X' -> ProcessState.DOWN;
            default -> ProcessState.RUNNING;
        };
    }
}
