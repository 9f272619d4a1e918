package io.stator.harness.cluster.namespace;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.linux.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Has nodes' writes to their disks take long, by the kernel's throttle of a group of processes (cgroup, version 1). It
 * counts when something goes to the disk: a write is as fast as before, an fsync is not. Not thread-safe.
 */
final class SlowDisks {
    private static final Path GROUPS = Path.of("/sys/fs/cgroup/blkio");
    private static final String THROTTLE = "blkio.throttle.write_bps_device";
    private static final String PROCESSES = "cgroup.procs";

    /** Four to eight small fsyncs in a second. */
    private static final int BYTES_PER_SECOND = 32 << 10;

    private static final Duration RELEASE_TIMEOUT = Duration.ofSeconds(30);

    private final HostClaim claim;

    SlowDisks(HostClaim claim) {
        this.claim = claim;
    }

    /** Whether this machine has that throttle. */
    static boolean arePossible() {
        return Files.isWritable(GROUPS.resolve(PROCESSES))
                && Files.exists(GROUPS.resolve(THROTTLE))
                && Command.exists("mountpoint");
    }

    /**
     * @param disk where it is mounted
     * @param processes of the node
     */
    void slow(int node, Path disk, List<Long> processes) {
        Path group = group(node);
        try {
            if (!Files.exists(group)) {
                Files.createDirectory(group);
            }
            String device =
                    Command.of("mountpoint", "-d", disk.toString()).run().strip();
            write(group.resolve(THROTTLE), device + " " + BYTES_PER_SECOND);
            for (long process : processes) {
                write(group.resolve(PROCESSES), Long.toString(process));
            }
        } catch (IOException e) {
            throw new ClusterException("cannot slow the disk of node " + node, e);
        }
    }

    /** As fast as before, also for what waits already. */
    void restore(int node) {
        giveBack(group(node));
    }

    private Path group(int node) {
        return GROUPS.resolve(prefix(claim) + node);
    }

    private static String prefix(HostClaim claim) {
        return "stator-" + claim.id() + "-";
    }

    /** Restores all of a claim. */
    static void restoreAll(HostClaim claim) {
        if (!Files.isDirectory(GROUPS)) {
            return;
        }
        try (Stream<Path> groups = Files.list(GROUPS)) {
            groups.filter(group -> group.getFileName().toString().startsWith(prefix(claim)))
                    .toList()
                    .forEach(SlowDisks::giveBack);
        } catch (IOException e) {
            throw new ClusterException("cannot read " + GROUPS, e);
        }
    }

    private static void giveBack(Path group) {
        if (!Files.exists(group)) {
            return;
        }
        try {
            for (String throttled : Files.readAllLines(group.resolve(THROTTLE), StandardCharsets.UTF_8)) {
                write(group.resolve(THROTTLE), throttled.substring(0, throttled.indexOf(' ')) + " 0");
            }
            for (String process : Files.readAllLines(group.resolve(PROCESSES), StandardCharsets.UTF_8)) {
                moveOut(process);
            }
        } catch (IOException e) {
            throw new ClusterException("cannot give back " + group, e);
        }
        // A killed process is in its group until its last thread has ended.
        Command.of("rmdir", group.toString()).runWithin(RELEASE_TIMEOUT);
    }

    private static void moveOut(String process) throws IOException {
        try {
            write(GROUPS.resolve(PROCESSES), process);
        } catch (IOException refused) {
            if (ProcessHandle.of(Long.parseLong(process))
                    .filter(ProcessHandle::isAlive)
                    .isPresent()) {
                throw refused;
            }
        }
    }

    /** By one write, as the kernel wants it. */
    private static void write(Path file, String line) throws IOException {
        Files.write(file, line.getBytes(StandardCharsets.UTF_8));
    }
}
