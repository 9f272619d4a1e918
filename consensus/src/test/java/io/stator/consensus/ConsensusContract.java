package io.stator.consensus;

import static io.stator.consensus.TestCluster.bytes;
import static io.stator.consensus.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.ReplicaStatus.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every implementation of the port does. */
@SuppressWarnings("NullAway.Init")
public abstract class ConsensusContract {
    @TempDir
    Path directory;

    private TestCluster cluster;

    protected abstract TestCluster newCluster(int nodes, Path directory) throws IOException;

    @BeforeEach
    void start() throws IOException {
        cluster = newCluster(3, directory);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void appliesInTheSameOrderEverywhereAndAnswersTheProposer() throws Exception {
        GroupId group = cluster.newGroup();
        int leader = cluster.leader(group);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            answers.add(cluster.replica(leader, group).propose(bytes("c" + i)));
            expected.add("c" + i);
        }
        for (int i = 1; i <= 200; i++) {
            assertThat(get(answers.get(i - 1))).isEqualTo(i + ":c" + i);
        }
        assertThat(cluster.machine(leader, group).all()).isEqualTo(expected);
        cluster.awaitSame(leader, group);
        for (int node = 0; node < cluster.size(); node++) {
            assertThat(cluster.machine(node, group).byEntry())
                    .filteredOn(entry -> !entry.isEmpty())
                    .isEqualTo(cluster.machine(leader, group).byEntry().stream()
                            .filter(entry -> !entry.isEmpty())
                            .toList());
        }
    }

    @Test
    void onlyTheLeaderProposesAndPassesBarriers() throws Exception {
        GroupId group = cluster.newGroup();
        int leader = cluster.leader(group);
        cluster.write(group, "a");
        int follower = (leader + 1) % cluster.size();
        Await.until(
                "the follower to know its leader",
                () -> cluster.replica(follower, group)
                        .status()
                        .leader()
                        .equals(cluster.members().get(leader).id()));

        assertThatThrownBy(() -> get(cluster.replica(follower, group).propose(bytes("b"))))
                .isInstanceOfSatisfying(ConsensusException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.NOT_LEADER);
                    assertThat(e.leader())
                            .isEqualTo(cluster.members().get(leader).id());
                });
        assertThatThrownBy(() -> get(cluster.replica(follower, group).barrier()))
                .isInstanceOfSatisfying(
                        ConsensusException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_LEADER));
        assertThat(cluster.replica(follower, group).leaseValid()).isFalse();
        assertThat(cluster.replica(follower, group).status().role()).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void whatIsProposedLateKeepsItsPlaceAndIsAppliedEvenIfNothingFollows() throws Exception {
        GroupId group = cluster.newGroup();
        cluster.write(group, "a");
        Replica<String> leader = cluster.leading(group);
        CompletableFuture<String> late = leader.proposeLate(bytes("b"));
        get(leader.propose(bytes("c")));
        get(late);
        get(leader.proposeLate(bytes("d")));
        assertThat(cluster.machine(cluster.leader(group), group).all()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aBarrierPassesAndRenewsTheLease() throws Exception {
        GroupId group = cluster.newGroup();
        Replica<String> leader = cluster.leading(group);
        Await.until("a valid lease after a barrier", () -> {
            try {
                get(leader.barrier());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return leader.leaseValid();
        });
    }

    @Test
    void aStrongReadSeesWhatEarlierLeadersAnswered() throws Exception {
        GroupId group = cluster.newGroup();
        cluster.write(group, "a");
        int first = cluster.leader(group);
        cluster.stop(first);
        int second = cluster.leader(group);
        assertThat(second).isNotEqualTo(first);
        get(cluster.replica(second, group).barrier());
        assertThat(cluster.machine(second, group).all()).containsExactly("a");
        cluster.write(group, "b");
        cluster.restart(first);
        cluster.awaitSame(cluster.leader(group), group);
        assertThat(cluster.machine(first, group).all()).containsExactly("a", "b");
    }

    @Test
    void aRestartResumesBehindTheAppliedIndexAndNeverAppliesTwice() throws Exception {
        GroupId group = cluster.newGroup();
        for (int i = 0; i < 20; i++) {
            cluster.write(group, "a" + i);
        }
        cluster.awaitSame(cluster.leader(group), group);
        cluster.stopAll();
        cluster.store(0).loseAfter(group, 5);
        cluster.restartAll();
        // JournalMachine fails if an entry comes twice.
        cluster.write(group, "b");
        cluster.awaitSame(cluster.leader(group), group);
        assertThat(cluster.machine(0, group).all()).hasSize(21).endsWith("b");
        assertThat(cluster.machine(0, group).applied().get(0).index()).isEqualTo(6);
        assertThat(cluster.machine(1, group).applied().get(0).index()).isGreaterThan(6);
    }

    @Test
    void groupsComeAndGoAtRunTime() throws Exception {
        GroupId kept = cluster.newGroup();
        GroupId removed = cluster.newGroup();
        cluster.write(kept, "a");
        cluster.write(removed, "b");
        for (int node = 0; node < cluster.size(); node++) {
            cluster.host(node).remove(removed);
            cluster.host(node).remove(removed);
            assertThat(cluster.host(node).groups()).containsExactly(kept);
            assertThat(cluster.host(node).replica(removed)).isEmpty();
            assertThat(cluster.machine(node, removed).closed()).isTrue();
            cluster.host(node).add(kept, cluster.members());
        }
        cluster.write(kept, "c");
        cluster.stopAll();
        cluster.restartAll();
        for (int node = 0; node < cluster.size(); node++) {
            assertThat(cluster.host(node).groups()).containsExactly(kept);
        }
        cluster.write(kept, "d");
        assertThat(cluster.machine(cluster.leader(kept), kept).all()).containsExactly("a", "c", "d");
    }

    @Test
    void manyGroupsAreApart() throws Exception {
        List<GroupId> groups = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            groups.add(cluster.newGroup());
        }
        for (GroupId group : groups) {
            cluster.write(group, "of-" + group);
        }
        for (GroupId group : groups) {
            int leader = cluster.leader(group);
            cluster.awaitSame(leader, group);
            assertThat(cluster.machine(leader, group).all()).containsExactly("of-" + group);
        }
        assertThat(cluster.host(0).groups()).isEqualTo(new HashSet<>(groups));
    }

    @Test
    void aGroupThatWasNeverUsedSurvivesARestartOfAll() throws Exception {
        GroupId group = cluster.newGroup();
        cluster.stopAll();
        cluster.restartAll();
        assertThat(cluster.write(group, "a")).isEqualTo("1:a");
    }

    @Test
    void aClosedHostStopsItsReplicas() throws Exception {
        GroupId group = cluster.newGroup();
        int leader = cluster.leader(group);
        Replica<String> replica = cluster.replica(leader, group);
        cluster.stop(leader);
        assertThat(replica.status().role()).isEqualTo(Role.STOPPED);
        assertThat(replica.leaseValid()).isFalse();
        assertThatThrownBy(() -> get(replica.propose(bytes("a"))))
                .isInstanceOfSatisfying(
                        ConsensusException.class, e -> assertThat(e.reason()).isEqualTo(Reason.STOPPED));
        assertThat(cluster.machine(leader, group).closed()).isTrue();
    }

    @Test
    void aCheckpointIsMadeOnDemandAndLeadershipGoesWhereItIsAsked() throws Exception {
        GroupId group = cluster.newGroup();
        cluster.write(group, "a");
        int leader = cluster.leader(group);
        long index = get(cluster.replica(leader, group).checkpoint());
        assertThat(cluster.replica(leader, group).status().snapshotIndex()).isEqualTo(index);

        int target = (leader + 1) % cluster.size();
        get(cluster.replica(leader, group)
                .transferLeadership(cluster.members().get(target).id()));
        assertThat(cluster.write(group, "b")).isEqualTo("2:b");
        assertThat(cluster.leader(group)).isEqualTo(target);
    }
}
