package io.stator.harness.cluster;

import io.stator.harness.cluster.process.ProcessCluster;
import io.stator.server.launch.LocalClusterSpec;
import java.nio.file.Path;

/** What tests of drivers start. */
public final class SmallCluster {
    private static final int PARTITIONS = 2;

    private SmallCluster() {}

    /** @param name of its directory, unlike that of any other */
    public static LocalClusterSpec of(String name, int nodes) {
        return ProcessCluster.spec(Path.of("target", "clusters", name), nodes).withPartitions(PARTITIONS);
    }
}
