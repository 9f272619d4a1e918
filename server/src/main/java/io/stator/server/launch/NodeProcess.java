package io.stator.server.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The process of one node, which outlives the program that started it: found again by its pid file. Not
 * thread-safe.
 */
final class NodeProcess {
    private static final int TAIL_BYTES_MAX = 16_384;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private static final long POLL_MILLIS = 10;

    /** A killed process is dead to the eye before its last thread has let go of its sockets. */
    private static final Duration PORT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(10);

    private final NodePlace place;

    NodeProcess(NodePlace place) {
        this.place = place;
    }

    NodePlace place() {
        return place;
    }

    Optional<ProcessHandle> find() {
        return ProcessIdentity.read(place.pidFile()).flatMap(ProcessIdentity::find);
    }

    OptionalLong pid() {
        return find().map(process -> OptionalLong.of(process.pid())).orElse(OptionalLong.empty());
    }

    ProcessState state() {
        return find().map(ProcessIdentity::state).orElse(ProcessState.DOWN);
    }

    /** Starts it, in a session of its own where possible, so that a Ctrl-C meant for another does not reach it. */
    void start(LocalClusterSpec spec) {
        long deadline = System.nanoTime() + PORT_TIMEOUT.toNanos();
        for (int port : new int[] {place.clientPort(), place.raftPort(), place.metricsPort()}) {
            while (!FreePorts.isFree(place.host(), port) && System.nanoTime() < deadline) {
                Pause.millis(POLL_MILLIS);
            }
            if (!FreePorts.isFree(place.host(), port)) {
                throw LaunchException.failed(
                        "cannot start node " + place.number() + ": port " + port + " is in use by another program");
            }
        }
        ProcessBuilder builder = new ProcessBuilder(command(spec))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(place.logFile().toFile()));
        try {
            ProcessIdentity.of(builder.start().toHandle()).write(place.pidFile());
        } catch (IOException e) {
            throw LaunchException.failed("cannot start node " + place.number() + ": " + e.getMessage(), e);
        }
    }

    private List<String> command(LocalClusterSpec spec) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(place.host().launcher());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(spec.jvmOptions(place));
        command.add("-Dstator.node=" + place.nodeId());
        command.add("-cp");
        command.add(String.join(java.io.File.pathSeparator, spec.classpath()));
        command.add(spec.mainClass());
        command.add("server");
        command.add("--config");
        command.add(place.settingsFile().toString());
        return command;
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        find().ifPresent(process -> {
            process.destroyForcibly();
            awaitEnd(process, Duration.ofSeconds(30), "SIGKILL");
        });
    }

    /** SIGTERM; returns when the process has ended. */
    void stop(Duration timeout) {
        find().ifPresent(process -> {
            signal("CONT", List.of(this));
            process.destroy();
            awaitEnd(process, timeout, "SIGTERM");
        });
    }

    private void awaitEnd(ProcessHandle process, Duration timeout, String signal) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (ProcessIdentity.state(process) != ProcessState.DOWN) {
            if (System.nanoTime() > deadline) {
                throw LaunchException.failed("node " + place.number() + " (pid " + process.pid() + ") is still there "
                        + timeout.toSeconds() + " s after " + signal
                        + "; './stator cluster kill " + place.number() + "' ends it");
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    /** A signal that was sent has not yet reached every thread. */
    void awaitLeaving(ProcessState old) {
        long deadline = System.nanoTime() + SIGNAL_TIMEOUT.toNanos();
        while (state() == old) {
            if (System.nanoTime() > deadline) {
                throw LaunchException.failed("node " + place.number() + " is still " + old + " after a signal");
            }
            Pause.millis(POLL_MILLIS);
        }
    }

    /** Sends one signal to all of them at once; those that are down are left out. */
    static void signal(String name, List<NodeProcess> processes) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -" + name + " \"$@\"", "kill"));
        int before = command.size();
        processes.forEach(process -> process.pid().ifPresent(pid -> command.add(Long.toString(pid))));
        if (command.size() == before) {
            return;
        }
        try {
            Process kill = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || (kill.exitValue() != 0 && !said.contains("No such process"))) {
                throw LaunchException.failed("cannot send SIG" + name + ": " + said);
            }
        } catch (IOException e) {
            throw LaunchException.failed("cannot send SIG" + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LaunchException.failed("interrupted", e);
        }
    }

    /** The last lines of its log. */
    List<String> logTail(int linesMax) {
        try (RandomAccessFile log = new RandomAccessFile(place.logFile().toFile(), "r")) {
            long from = Math.max(0, log.length() - TAIL_BYTES_MAX);
            byte[] bytes = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - linesMax), lines.size());
        } catch (java.io.FileNotFoundException noLog) {
            return List.of();
        } catch (IOException e) {
            throw LaunchException.failed("cannot read " + place.logFile() + ": " + e.getMessage(), e);
        }
    }
}
