package io.stator.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.catalog.NodeRecord;
import io.stator.server.bootstrap.ClusterFormation.Formed;
import io.stator.server.bootstrap.ClusterFormation.Waiting;
import io.stator.server.config.MemberAddress;
import io.stator.server.config.StartupException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClusterFormationTest {
    private static final List<MemberAddress> INITIAL = List.of(address(1), address(2), address(3));

    private static MemberAddress address(int number) {
        return new MemberAddress("n" + number, "127.0.0.1", 9000 + 10 * number, 9001 + 10 * number);
    }

    private static NodeRecord node(int number) {
        return node(number, "incarnation-" + number);
    }

    private static NodeRecord node(int number, String incarnation) {
        MemberAddress address = address(number);
        return new NodeRecord(address.nodeId(), incarnation, address.clientAddress(), address.raftAddress());
    }

    private static PeerIdentity alone(NodeRecord node) {
        return new PeerIdentity(node, "", List.of());
    }

    private static Map<String, PeerIdentity> answers(PeerIdentity... answers) {
        Map<String, PeerIdentity> byId = new TreeMap<>();
        for (PeerIdentity answer : answers) {
            byId.put(answer.node().id(), answer);
        }
        return byId;
    }

    @Test
    void allComeToTheSameCluster() {
        Set<ClusterFormation.Step> steps = new HashSet<>();
        for (int self = 1; self <= 3; self++) {
            Map<String, PeerIdentity> others = answers(alone(node(1)), alone(node(2)), alone(node(3)));
            others.remove("n" + self);
            steps.add(ClusterFormation.next(node(self), INITIAL, others));
        }
        assertThat(steps).hasSize(1);
        assertThat(steps.iterator().next())
                .isInstanceOfSatisfying(
                        Formed.class,
                        formed -> assertThat(formed.members()).containsExactly(node(1), node(2), node(3)));
    }

    @Test
    void otherIncarnationsMakeAnotherCluster() {
        Map<String, PeerIdentity> others = answers(alone(node(2)), alone(node(3)));
        Map<String, PeerIdentity> changed = answers(alone(node(2)), alone(node(3, "another")));
        assertThat(ClusterFormation.next(node(1), INITIAL, changed))
                .isNotEqualTo(ClusterFormation.next(node(1), INITIAL, others));
    }

    @Test
    void allMustAnswer() {
        assertThat(ClusterFormation.next(node(1), INITIAL, answers(alone(node(2)))))
                .isEqualTo(new Waiting(List.of("n3")));
        assertThat(ClusterFormation.next(node(1), INITIAL, Map.of())).isEqualTo(new Waiting(List.of("n2", "n3")));
    }

    @Test
    void aNodeAloneNeedsNobody() {
        assertThat(ClusterFormation.next(node(1), List.of(address(1)), Map.of()))
                .isInstanceOf(Formed.class);
    }

    @Test
    void aNodeThatIsLateJoinsTheClusterThatOthersHaveFormed() {
        Formed formed = (Formed) ClusterFormation.next(node(2), INITIAL, answers(alone(node(1)), alone(node(3))));
        PeerIdentity second = new PeerIdentity(node(2), formed.clusterId(), formed.members());
        assertThat(ClusterFormation.next(node(1), INITIAL, answers(second, alone(node(3)))))
                .isEqualTo(formed);
    }

    private static void refused(Map<String, PeerIdentity> others, String message) {
        assertThatThrownBy(() -> ClusterFormation.next(node(1), INITIAL, others))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEmptiedDataDirectoryIsRefusedThoughOthersAreAway() {
        PeerIdentity second = new PeerIdentity(node(2), "c", List.of(node(1, "before"), node(2), node(3)));
        refused(answers(second), "which knows node 'n1' with another data directory");
    }

    @Test
    void aClusterWithoutThisNodeIsRefused() {
        refused(
                answers(new PeerIdentity(node(2), "c", List.of(node(2), node(3)))),
                "is part of cluster c, which has no node 'n1'");
    }

    @Test
    void anotherClusterOfTheSameNodesIsRefused() {
        PeerIdentity second = new PeerIdentity(node(2), "c", List.of(node(1), node(2), node(3, "before")));
        refused(answers(second, alone(node(3))), "is part of cluster c, but cluster.members here makes cluster");
    }

    @Test
    void anotherNodeAtAnAddressIsRefused() {
        Map<String, PeerIdentity> others = Map.of("n2", alone(node(3)));
        refused(others, "at 127.0.0.1:9020 is node 'n3', not 'n2'");
        NodeRecord moved = new NodeRecord("n2", "i", "127.0.0.1:9020", "127.0.0.1:7777");
        refused(answers(alone(moved)), "node 'n2' says it is at 127.0.0.1:9020 and 127.0.0.1:7777");
    }

    @Test
    void groupsAreNamedByTheCluster() {
        assertThat(Set.of(
                        GroupIds.catalog("a"),
                        GroupIds.catalog("b"),
                        GroupIds.partition("a", 1),
                        GroupIds.partition("a", 2),
                        GroupIds.partition("b", 1)))
                .hasSize(5);
        assertThatThrownBy(() -> GroupIds.partition("a", 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
