package io.stator.stories;

import io.stator.harness.stator.mutant.Mutant;
import io.stator.harness.stator.mutant.MutantNode;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.LocalClusterSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cluster in a fresh folder under target, on free ports, whose processes end with it, or with this
 * JVM if that ends early. Closed once.
 */
public final class ClusterFolder implements AutoCloseable {
    static final int NODES = 3;
    static final int PARTITIONS = 4;

    /** Quick to start, and light on a machine of two cores. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            // Not the tests' own, which is on their class path too.
            "-Dlogback.configurationFile=logback.xml");

    private final LocalCluster cluster;
    private final Thread endProcesses;

    private ClusterFolder(LocalCluster cluster) {
        this.cluster = cluster;
        this.endProcesses = new Thread(cluster::killAll, "kill-cluster");
        Runtime.getRuntime().addShutdownHook(endProcesses);
    }

    /** What stories start from: small checkpoints and logs, so that snapshots and purges happen in all of them. */
    public static LocalClusterSpec spec(String name) {
        Path directory = emptied(name);
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.add("-Djava.io.tmpdir=" + temporaryFiles(directory).toAbsolutePath());
        return LocalClusterSpec.onFreePorts(directory, NODES)
                .withPartitions(PARTITIONS)
                .withJvmOptions(options)
                .withSetting("checkpoint.bytes", "8MB")
                .withSetting("raft.segment.bytes", "8MB")
                .withSetting("log.preserve.entries", "100")
                .withSetting("storage.cache.bytes", "16MB")
                .withSetting("storage.writebuffer.bytes", "16MB");
    }

    /** The same, of nodes that are wrong on purpose. */
    static LocalClusterSpec spec(String name, Mutant mutant) {
        return MutantNode.spec(spec(name), mutant);
    }

    /** A folder under target that is not there, and an empty one for what its nodes write elsewhere. */
    static Path emptied(String name) {
        Path directory = Path.of("target", "clusters", name);
        deleteTree(directory);
        deleteTree(temporaryFiles(directory));
        try {
            Files.createDirectories(temporaryFiles(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    /** The temporary directory of the nodes of a cluster. */
    static Path temporaryFiles(Path cluster) {
        return cluster.resolveSibling(cluster.getFileName() + ".tmp");
    }

    /** Starts it, and returns when it serves. */
    public static ClusterFolder start(LocalClusterSpec spec) {
        ClusterFolder folder = new ClusterFolder(LocalCluster.create(spec));
        try {
            folder.cluster.start();
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
        return folder;
    }

    public LocalCluster cluster() {
        return cluster;
    }

    @Override
    public void close() {
        cluster.killAll();
        cluster.close();
        Runtime.getRuntime().removeShutdownHook(endProcesses);
    }

    private static void deleteTree(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
