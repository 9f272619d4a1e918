package io.stator.harness.verify;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.process.ProcessCluster;
import io.stator.server.launch.LocalClusterSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The drivers of Stator's clusters: the one place that knows them all. */
final class StatorDrivers {
    private static final int PARTITIONS = 4;

    private StatorDrivers() {}

    /** Of right clusters. */
    static Drivers all() {
        return of(UnaryOperator.identity());
    }

    /** @param change what clusters are specified otherwise by */
    static Drivers of(UnaryOperator<LocalClusterSpec> change) {
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
                        change.apply(ProcessCluster.spec(directory, nodes).withPartitions(PARTITIONS)), seed))));
    }
}
