package io.stator.harness.cluster.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stator.harness.cluster.Capability;
import io.stator.harness.cluster.ClusterUnderTestContract;
import io.stator.harness.cluster.SmallCluster;
import io.stator.harness.stator.cluster.StatorCluster;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Run by .ci/run where an engine's containers can be reached. */
@Tag("containers")
class ContainerClusterTest extends ClusterUnderTestContract {
    @Override
    protected StatorCluster create() {
        Optional<String> obstacle = ContainerCluster.obstacle();
        if (obstacle.isPresent() && isRequired()) {
            fail("containers must run here: " + obstacle.get());
        }
        assumeTrue(obstacle.isEmpty(), () -> "no containers: " + obstacle.orElseThrow());
        return ContainerCluster.create(SmallCluster.of("containers", 3));
    }

    private static boolean isRequired() {
        return "true".equals(System.getenv("CI")) || "required".equals(System.getenv("STATOR_CONTAINERS"));
    }

    /** Root of the engine's network namespace can do all of them. */
    @Test
    void linksCanBeCutWhereContainersAreRequired() {
        assumeTrue(isRequired());
        assertThat(cluster().capabilities())
                .isEqualTo(ContainerCluster.abilities())
                .contains(Capability.CUT);
    }
}
