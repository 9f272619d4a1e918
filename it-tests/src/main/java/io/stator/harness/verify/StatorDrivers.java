package io.stator.harness.verify;

import io.stator.harness.cluster.container.ContainerCluster;
import io.stator.harness.cluster.namespace.NamespaceCluster;
import io.stator.harness.cluster.process.ProcessCluster;
import io.stator.server.launch.LocalClusterSpec;
import java.nio.file.Path;
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
        StatorDriver processes = new StatorDriver(
                ProcessCluster.DRIVER,
                ProcessCluster.abilities(),
                Optional::empty,
                (directory, nodes, seed) -> ProcessCluster.create(spec(directory, nodes, change), seed));
        StatorDriver namespaces = new StatorDriver(
                NamespaceCluster.DRIVER,
                NamespaceCluster.abilities(),
                NamespaceCluster::obstacle,
                (directory, nodes, seed) -> NamespaceCluster.create(spec(directory, nodes, change)));
        StatorDriver containers = new StatorDriver(
                ContainerCluster.DRIVER,
                ContainerCluster.abilities(),
                ContainerCluster::obstacle,
                (directory, nodes, seed) -> ContainerCluster.create(spec(directory, nodes, change)));
        return new Drivers(List.of(processes, namespaces, containers));
    }

    private static LocalClusterSpec spec(Path directory, int nodes, UnaryOperator<LocalClusterSpec> change) {
        return change.apply(ProcessCluster.spec(directory, nodes).withPartitions(PARTITIONS));
    }
}
