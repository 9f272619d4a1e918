package io.stator.consensus;

import static io.stator.consensus.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.ReplicaStatus.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a group's members change, in every implementation of the port. Of four nodes three have a group at first. */
@SuppressWarnings("NullAway.Init")
public abstract class MembersContract {
    private static final int SPARE = 3;

    @TempDir
    Path directory;

    private TestCluster cluster;

    /** Of an implementation that gives a new member up soon that does not answer. */
    protected abstract TestCluster newCluster(int nodes, Path directory) throws IOException;

    @BeforeEach
    void start() throws IOException {
        cluster = newCluster(4, directory);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    private void stopAndCheck(SteadyWriter writer, GroupId group) {
        writer.stop();
        int leader = cluster.leader(group);
        cluster.awaitSame(leader, group);
        writer.check(cluster.machine(leader, group).all());
    }

    private void awaitMembers(GroupId group, List<Member> expected) {
        for (Member member : expected) {
            int node = cluster.members().stream().map(Member::id).toList().indexOf(member.id());
            if (cluster.up(node)) {
                Await.until(
                        () -> "node " + node + " to know " + expected + ", knows "
                                + cluster.replica(node, group).members(),
                        () -> cluster.replica(node, group).members().equals(expected));
            }
        }
    }

    @Test
    void everyMemberKnowsTheMembers() throws Exception {
        GroupId group = cluster.newGroup(2, 0, 1);
        cluster.write(group, "a");
        awaitMembers(group, cluster.members(0, 1, 2));
    }

    @Test
    void aDeadMemberIsReplacedByANewOneWhileWritesGoOn() throws Exception {
        GroupId group = cluster.newGroup(0, 1, 2);
        cluster.write(group, "first");
        int leader = cluster.leader(group);
        int dead = (leader + 1) % 3;
        int other = (leader + 2) % 3;
        cluster.stop(dead);
        SteadyWriter writer = new SteadyWriter(cluster, group, "");
        writer.awaitMore(20);
        cluster.host(SPARE).add(group, List.of());
        List<Member> wanted = sorted(cluster.members(leader, other, SPARE));
        cluster.changeMembers(group, wanted);
        writer.awaitMore(20);
        awaitMembers(group, wanted);
        stopAndCheck(writer, group);
        assertThat(cluster.machine(SPARE, group).all()).startsWith("first");

        // The new one counts: two of the three are enough.
        cluster.stop(leader);
        assertThat(cluster.write(group, "last")).endsWith(":last");
        cluster.awaitSame(cluster.leader(group), group);
        assertThat(cluster.machine(SPARE, group).all()).endsWith("last");
    }

    @Test
    void aMemberIsAdded() throws Exception {
        GroupId group = cluster.newGroup(0, 1, 2);
        SteadyWriter writer = new SteadyWriter(cluster, group, "");
        writer.awaitMore(20);
        cluster.host(SPARE).add(group, List.of());
        assertThat(cluster.replica(SPARE, group).members()).isEmpty();
        get(cluster.leading(group).changeMembers(cluster.members()));
        writer.awaitMore(20);
        awaitMembers(group, cluster.members());
        stopAndCheck(writer, group);
    }

    @Test
    void aFollowerIsRemovedAndItsReplicaWithIt() throws Exception {
        GroupId group = cluster.newGroup(0, 1, 2);
        SteadyWriter writer = new SteadyWriter(cluster, group, "");
        writer.awaitMore(20);
        int leader = cluster.leader(group);
        int removed = (leader + 1) % 3;
        int other = (leader + 2) % 3;
        List<Member> wanted = sorted(cluster.members(leader, other));
        get(cluster.replica(leader, group).changeMembers(wanted));
        Await.until(
                () -> "the removed one to stop: " + cluster.statuses(group),
                () -> cluster.replica(removed, group).status().role() == Role.STOPPED);
        writer.awaitMore(20);
        cluster.host(removed).remove(group);
        assertThat(cluster.host(removed).groups()).isEmpty();
        assertThat(cluster.machine(removed, group).closed()).isTrue();
        awaitMembers(group, wanted);
        stopAndCheck(writer, group);
    }

    @Test
    void aLeaderThatIsToLeaveHandsOverFirst() throws Exception {
        GroupId group = cluster.newGroup(0, 1, 2);
        SteadyWriter writer = new SteadyWriter(cluster, group, "");
        writer.awaitMore(20);
        int leader = cluster.leader(group);
        List<Member> wanted = sorted(cluster.members((leader + 1) % 3, (leader + 2) % 3));
        assertThatThrownBy(() -> get(cluster.replica(leader, group).changeMembers(wanted)))
                .isInstanceOfSatisfying(ConsensusException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.NOT_LEADER);
                    assertThat(wanted).extracting(Member::id).contains(e.leader());
                });
        Await.until(() -> "another leader: " + cluster.statuses(group), () -> cluster.leader(group) != leader);
        cluster.changeMembers(group, wanted);
        writer.awaitMore(20);
        awaitMembers(group, wanted);
        Await.until(
                () -> "the removed one to stop: " + cluster.statuses(group),
                () -> cluster.replica(leader, group).status().role() == Role.STOPPED);
        cluster.host(leader).remove(group);
        stopAndCheck(writer, group);
    }

    @Test
    void aGroupGrowsFromOneMemberToThreeAndMovesAway() throws Exception {
        GroupId group = cluster.newGroup(0);
        cluster.write(group, "first");
        for (int node = 1; node < 4; node++) {
            cluster.host(node).add(group, List.of());
        }
        List<Member> three = cluster.members(0, 1, 2);
        cluster.changeMembers(group, three);
        awaitMembers(group, three);
        cluster.changeMembers(group, cluster.members(SPARE));
        assertThat(cluster.write(group, "last")).isEqualTo("2:last");
        awaitMembers(group, cluster.members(SPARE));
        assertThat(cluster.leader(group)).isEqualTo(SPARE);
    }

    @Test
    void aChangeThatIsDoneAlreadyCompletesAndProposesNothing() throws Exception {
        GroupId group = cluster.newGroup(0, 1, 2);
        cluster.write(group, "a");
        Replica<String> leader = cluster.leading(group);
        long committed = leader.status().committedIndex();
        get(leader.changeMembers(cluster.members(2, 0, 1)));
        assertThat(leader.status().committedIndex()).isEqualTo(committed);
    }

    @Test
    void onlyTheLeaderChangesMembers() throws Exception {
        GroupId group = cluster.newGroup(0, 1, 2);
        cluster.write(group, "a");
        int leader = cluster.leader(group);
        int follower = (leader + 1) % 3;
        String leaderId = cluster.members().get(leader).id();
        Await.until(
                "the follower to know its leader",
                () -> cluster.replica(follower, group).status().leader().equals(leaderId));
        assertThatThrownBy(() -> get(cluster.replica(follower, group).changeMembers(cluster.members(0, 1))))
                .isInstanceOfSatisfying(ConsensusException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.NOT_LEADER);
                    assertThat(e.leader()).isEqualTo(leaderId);
                });
        assertThat(cluster.replica(leader, group).members()).isEqualTo(cluster.members(0, 1, 2));
    }

    @Test
    void aNewMemberWithoutAReplicaIsNotTakenIn() throws Exception {
        GroupId group = cluster.newGroup(0, 1, 2);
        SteadyWriter writer = new SteadyWriter(cluster, group, "");
        writer.awaitMore(20);
        List<Member> wanted = cluster.members(0, 1, SPARE);
        assertThatThrownBy(() -> get(cluster.leading(group).changeMembers(wanted)))
                .isInstanceOfSatisfying(
                        ConsensusException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OVERLOADED));
        assertThat(cluster.leading(group).members()).isEqualTo(cluster.members(0, 1, 2));
        writer.awaitMore(20);
        cluster.host(SPARE).add(group, List.of());
        cluster.changeMembers(group, wanted);
        Await.until(
                () -> "the removed one to stop: " + cluster.statuses(group),
                () -> cluster.replica(2, group).status().role() == Role.STOPPED);
        cluster.host(2).remove(group);
        stopAndCheck(writer, group);
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        GroupId group = cluster.newGroup(0, 1, 2);
        Replica<String> leader = cluster.leading(group);
        assertThatIllegalArgumentException().isThrownBy(() -> leader.changeMembers(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> leader.changeMembers(cluster.members(0, 1, 1)));
    }

    private static List<Member> sorted(List<Member> members) {
        return members.stream()
                .sorted((left, right) -> left.id().compareTo(right.id()))
                .toList();
    }
}
