package io.stator.harness.cluster.process;

import io.stator.harness.cluster.ClusterUnderTestContract;
import io.stator.harness.stator.cluster.StatorCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Beside others: all that it asks is whether something happens, and it waits for that. */
@Execution(ExecutionMode.CONCURRENT)
class ProcessClusterTest extends ClusterUnderTestContract {
    private static final int NODES = 3;
    private static final int PARTITIONS = 2;
    private static final long SEED = 1;

    /**
     * In a build a node comes and goes here, and is replaced in the MembershipStory, on the same kind of cluster and under load.
     * That a founder goes and its number comes back is tried by namespaces, and here when told to.
     */
    @Override
    protected boolean triesAllMoves() {
        return Boolean.getBoolean("stator.membership.all");
    }

    @Override
    protected StatorCluster create() throws IOException {
        Path directory = Path.of("target", "clusters", "contract-processes");
        if (Files.exists(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return ProcessCluster.create(ProcessCluster.spec(directory, NODES).withPartitions(PARTITIONS), SEED);
    }
}
