package io.stator.harness.verify;

import io.stator.harness.cluster.Capability;
import io.stator.harness.run.TestBed;
import io.stator.harness.stator.ClientKind;
import io.stator.harness.stator.StatorTestBed;
import io.stator.harness.stator.cluster.StatorCluster;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A driver of Stator's clusters.
 *
 * @param abilities of clusters of whatever size
 */
record StatorDriver(String name, Set<Capability> abilities, Supplier<Optional<String>> findsObstacle, Maker maker)
        implements Driver {

    /** Makes a cluster that is not started yet. */
    @FunctionalInterface
    interface Maker {
        StatorCluster make(Path directory, int nodes, long seed);
    }

    @Override
    public Set<Capability> capabilities(int nodes) {
        return StatorCluster.capabilities(abilities, nodes);
    }

    @Override
    public Optional<String> obstacle() {
        return findsObstacle.get();
    }

    @Override
    public TestBed open(Path directory, int nodes, long seed, ClientKind client) {
        StatorCluster cluster = maker.make(directory, nodes, seed);
        try {
            cluster.start();
            return new StatorTestBed(cluster, client);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }
}
