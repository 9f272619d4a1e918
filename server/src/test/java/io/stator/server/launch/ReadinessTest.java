package io.stator.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.proto.v1.PartitionMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    @Test
    void aClusterThatServesLacksNothing() {
        assertThat(Readiness.missing(States.ready())).isEmpty();
    }

    @Test
    void whatIsMissingIsSaid() {
        assertThat(Readiness.missing(List.of())).contains("no node runs");
        assertThat(Readiness.missing(List.of(States.down(1)))).contains("node n1 does not answer: down");
        assertThat(Readiness.missing(List.of(States.node(1, States.replica(1, "LEADER", 3, "n1")))))
                .contains("the catalog has no leader");
        assertThat(Readiness.missing(List.of(
                        States.node(1, States.replica(0, "LEADER", 3, "n1"), States.replica(1, "CANDIDATE", 3, "")))))
                .contains("partition 1 has no leader");
    }

    @Test
    void aNodeThatKnowsNoPartitionsIsNotReady() {
        NodeState state = States.ready().get(0);
        NodeState young = new NodeState(
                state.place(),
                state.process(),
                state.pid(),
                state.status(),
                Optional.of(PartitionMap.getDefaultInstance()),
                "");
        assertThat(Readiness.missing(List.of(young)).orElseThrow()).contains("the catalog is not founded");
    }

    @Test
    void aNodeThatHasNotJoinedAPartitionIsNotReady() {
        assertThat(Readiness.missing(
                        List.of(States.ready().get(0), States.node(2, States.replica(0, "FOLLOWER", 3, "n1")))))
                .contains("node n2 has not joined partition 1");
        assertThat(Readiness.missing(List.of(
                        States.ready().get(0),
                        States.node(2, States.replica(0, "FOLLOWER", 3, "n1"), States.replica(1, "FOLLOWER", 3, "")))))
                .contains("node n2 has not joined partition 1");
    }

    @Test
    void ofTwoLeadersTheLaterOneCounts() {
        assertThat(new ClusterView(List.of(
                                States.node(1, States.replica(1, "LEADER", 3, "n1")),
                                States.node(2, States.replica(1, "LEADER", 4, "n2"))))
                        .leaders())
                .isEqualTo(Map.of(1L, "n2"));
    }

    @Test
    void nodesThatAreDownAreNotMissed() {
        List<NodeState> nodes = new ArrayList<>(States.ready());
        nodes.add(States.down(3));
        assertThat(new ClusterView(nodes).missing()).isEmpty();
        assertThat(new ClusterView(List.of(States.down(1))).missing()).contains("no node runs");
    }

    @Test
    void digestsAgreeIfAllAreThereAndTheSame() {
        assertThat(digest("a", "a").agree()).isTrue();
        assertThat(digest("a", "b").agree()).isFalse();
        assertThat(digest("a", null).agree()).isFalse();
        assertThat(new PartitionDigest(1, 5, List.of()).agree()).isFalse();
    }

    private static PartitionDigest digest(String first, @Nullable String second) {
        return new PartitionDigest(
                1,
                5,
                List.of(
                        new PartitionDigest.ReplicaDigest("n1", Optional.of(first), 1, ""),
                        new PartitionDigest.ReplicaDigest("n2", Optional.ofNullable(second), 1, "")));
    }
}
