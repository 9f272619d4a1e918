package io.stator.harness.verify;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.process.ProcessCluster;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The drivers of Stator's clusters: the one place that knows them all. */
final class StatorDrivers {
    private static final int PARTITIONS = 4;

    private StatorDrivers() {}

    static Drivers all() {
        return new Drivers(List.of(new StatorDriver(
                "processes",
                EnumSet.of(
                        Capability.PAUSE,
                        Capability.CUT,
                        Capability.SLOW_LINK,
                        Capability.LOSSY_LINK,
                        Capability.CLOCK_SKEW),
                Optional::empty,
                (directory, nodes, seed) -> ProcessCluster.create(
                        ProcessCluster.spec(directory, nodes).withPartitions(PARTITIONS), seed))));
    }
}
