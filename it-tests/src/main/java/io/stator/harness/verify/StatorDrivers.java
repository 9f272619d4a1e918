package io.stator.harness.verify;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.namespace.NamespaceCluster;
import io.stator.harness.cluster.process.ProcessCluster;
import io.stator.server.launch.LocalClusterSpec;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
        BiFunction<Path, Integer, LocalClusterSpec> spec = (directory, nodes) ->
                change.apply(ProcessCluster.spec(directory, nodes).withPartitions(PARTITIONS));
        return new Drivers(List.of(
                new StatorDriver(
                        "processes",
                        EnumSet.of(
                                Capability.PAUSE,
                                Capability.CUT,
                                Capability.SLOW_LINK,
                                Capability.LOSSY_LINK,
                                Capability.CLOCK_SKEW),
                        Optional::empty,
                        (directory, nodes, seed) -> ProcessCluster.create(spec.apply(directory, nodes), seed)),
                new StatorDriver(
                        NamespaceCluster.DRIVER,
                        EnumSet.of(
                                Capability.PAUSE,
                                Capability.CUT,
                                Capability.SLOW_LINK,
                                Capability.LOSSY_LINK,
                                Capability.DISK_FULL,
                                Capability.DISK_STALL,
                                Capability.POWER_LOSS),
                        NamespaceCluster::obstacle,
                        (directory, nodes, seed) -> NamespaceCluster.create(spec.apply(directory, nodes)))));
    }
}
