package io.stator.stories;

import io.stator.server.cli.Main;
import io.stator.server.launch.LocalClusterSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code stator dev} in a process of its own, which ends with it, or with this JVM. */
final class DevNode implements AutoCloseable {
    private static final long END_SECONDS = 60;
    private static final long INTERRUPT_BIT = 1L << 1; // signal 2

    private final int port;
    private final Process process;
    private final Thread endProcess;
    private final List<String> said = new ArrayList<>();

    private DevNode(int port, Process process) {
        this.port = port;
        this.process = process;
        this.endProcess = new Thread(process::destroyForcibly, "kill-dev");
        Runtime.getRuntime().addShutdownHook(endProcess);
    }

    /** A port with two free ones after it. */
    static int freePort(Path directory) {
        return LocalClusterSpec.onFreePorts(directory, 1).places().get(0).clientPort();
    }

    /** Returns when it says that it is ready. */
    static DevNode start(Path data, int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "dev",
                        "--data",
                        data.toString(),
                        "--port",
                        Integer.toString(port),
                        "--partitions",
                        "4")
                .redirectErrorStream(true)
                .start();
        DevNode node = new DevNode(port, process);
        boolean ready = false;
        try {
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null && !ready; line = output.readLine()) {
                node.said.add(line);
                ready = line.contains("Stator is ready");
            }
        } finally {
            if (!ready) {
                node.close();
            }
        }
        if (!ready) {
            throw new IllegalStateException("stator dev ended before it was ready: " + node.said);
        }
        return node;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /**
     * As Ctrl-C does; returns its exit code. What a script starts in the background ignores Ctrl-C, and so does all that
     * it starts: then this is told to end as init would tell it.
     */
    int interrupt() throws IOException, InterruptedException {
        String signal = ignoresInterrupt(process.pid()) ? "TERM" : "INT";
        new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                .start()
                .waitFor();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("stator dev goes on " + END_SECONDS + " s after SIG" + signal);
        }
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(said::add);
        }
        return process.exitValue();
    }

    private static boolean ignoresInterrupt(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(
                                        line.substring(line.indexOf(':') + 1).strip(), 16)
                                & INTERRUPT_BIT)
                        != 0);
    }

    List<String> said() {
        return List.copyOf(said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(endProcess);
    }
}
