package io.stator.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.ReplicaStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
    private static NodeState node(int number, String role, String... replicas) {
        NodeStatus status = NodeStatus.newBuilder()
                .addReplicas(ReplicaStatus.newBuilder()
                        .setPartitionId(0)
                        .setRole(role)
                        .setTerm(3))
                .build();
        PartitionMap map = PartitionMap.newBuilder()
                .addPartitions(PartitionInfo.newBuilder().setId(1).addAllReplicas(List.of(replicas)))
                .build();
        return new NodeState(
                new NodePlace(number, NodeHost.LOOPBACK, Path.of("node" + number), 9000 + 10 * number),
                ProcessState.RUNNING,
                OptionalLong.empty(),
                Optional.of(status),
                Optional.of(map),
                "");
    }

    private static List<String> replicas(NodeState... nodes) {
        return new ClusterView(List.of(nodes)).partitionMap().getPartitions(0).getReplicasList();
    }

    /** One that has just been started still knows nodes that are gone. */
    @Test
    void theMapIsThatOfTheCatalogsLeader() {
        NodeState late = node(1, "FOLLOWER", "n1", "n4");
        NodeState leader = node(2, "LEADER", "n1", "n2");
        assertThat(replicas(late, leader)).containsExactly("n1", "n2");
        assertThat(replicas(leader, late)).containsExactly("n1", "n2");
        assertThat(replicas(late)).as("better than none").containsExactly("n1", "n4");
    }
}
