package io.stator.harness.cluster;

import io.stator.server.launch.LocalClusterSpec;
import java.nio.file.Path;
import java.util.List;

/** What drivers' tests start: quick to start, light on a machine of two cores, and soon with checkpoints and purges. */
public final class SmallCluster {
    private static final int PARTITIONS = 2;

    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            // Not the tests' own, which is on their class path too.
            "-Dlogback.configurationFile=logback.xml");

    private SmallCluster() {}

    /** @param name of its directory, unlike that of any other */
    public static LocalClusterSpec of(String name, int nodes) {
        return LocalClusterSpec.onFreePorts(Path.of("target", "clusters", name), nodes)
                .withPartitions(PARTITIONS)
                .withJvmOptions(JVM_OPTIONS)
                .withSetting("checkpoint.bytes", "8MB")
                .withSetting("raft.segment.bytes", "8MB")
                .withSetting("log.preserve.entries", "100")
                .withSetting("storage.cache.bytes", "16MB")
                .withSetting("storage.writebuffer.bytes", "16MB");
    }
}
