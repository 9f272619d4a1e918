package io.stator.consensus.ratis;

import static io.stator.consensus.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.Await;
import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.ReplicaStatus.Role;
import io.stator.consensus.SteadyWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How members change on Ratis: files, elections, and checkpoints that fill a new one. */
@SuppressWarnings("NullAway.Init")
class RatisMembersTest {
    private static final String KILOBYTE = "x".repeat(1000);
    /** Ratis' name for the place where a leader is about to send entries or a heartbeat. */
    private static final String SENDING = "GrpcServicesImpl.sendRequest";

    @TempDir
    Path directory;

    /** Keeps what is written while a checkpoint is on its way: else another one is needed, again and again. */
    private static RatisSettings smallLog(RatisSettings settings) {
        return settings.withLog(16 << 10, 64 << 10, 300, 2);
    }

    private static Path groupDirectory(RatisTestCluster cluster, int node, GroupId group) {
        return cluster.directory(node).resolve(group.toString());
    }

    private static List<Member> sorted(List<Member> members) {
        return members.stream().sorted(Comparator.comparing(Member::id)).toList();
    }

    private static void writeUntilPurged(RatisTestCluster cluster, GroupId group, int node, long index)
            throws Exception {
        int written = 0;
        while (cluster.replica(node, group).status().logStartIndex() <= index) {
            cluster.write(group, "purge" + index + "-" + written++ + KILOBYTE);
        }
    }

    @Test
    void aNewMemberIsFilledByACheckpointWhileWritesGoOn() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(4, directory, RatisMembersTest::smallLog)) {
            GroupId group = cluster.newGroup(0, 1, 2);
            int leader = cluster.leader(group);
            int dead = (leader + 1) % 3;
            int other = (leader + 2) % 3;
            writeUntilPurged(cluster, group, leader, 10);
            cluster.stop(dead);
            SteadyWriter writer = new SteadyWriter(cluster, group, KILOBYTE);
            writer.awaitMore(20);
            cluster.host(3).add(group, List.of());
            List<Member> wanted = sorted(cluster.members(leader, other, 3));
            cluster.changeMembers(group, wanted);
            writer.awaitMore(20);
            writer.stop();
            int last = cluster.leader(group);
            cluster.awaitSame(last, group);
            writer.check(cluster.machine(last, group).all());
            assertThat(cluster.replica(3, group).status().snapshotsInstalled()).isPositive();
            assertThat(cluster.replica(3, group).members()).isEqualTo(wanted);
            cluster.stop(last == 3 ? leader : last);
            assertThat(cluster.write(group, "last")).endsWith(":last");
        }
    }

    @Test
    void aReplicaThatWaitsNeverStandsForElection() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(2, directory)) {
            GroupId group = cluster.newGroup(0);
            cluster.write(group, "a");
            cluster.host(1).add(group, List.of());
            for (int restarts = 0; restarts < 2; restarts++) {
                // Each takes an election time-out of the same host, and there are as many groups as that takes.
                for (int elections = 0; elections < 4; elections++) {
                    cluster.leader(cluster.newGroup(1));
                }
                ReplicaStatus waiting = cluster.replica(1, group).status();
                assertThat(waiting.role()).isEqualTo(Role.FOLLOWER);
                assertThat(waiting.term()).isZero();
                assertThat(waiting.leader()).isEmpty();
                assertThat(cluster.replica(1, group).members()).isEmpty();
                cluster.stop(1);
                cluster.restart(1);
            }
            assertThat(cluster.leader(group)).isZero();
        }
    }

    /** Ratis writes the members down when it applies their entry: a crash before must not undo what was acknowledged. */
    @Test
    void aReplicaThatWaitsIsKeptOverARestartWithAllItAcknowledged() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup(0, 1);
            cluster.write(group, "a");
            cluster.host(2).add(group, List.of());
            Path members = MembersFile.of(groupDirectory(cluster, 2, group));
            byte[] first = Files.readAllBytes(members);
            cluster.stop(2);
            cluster.restart(2);
            assertThat(cluster.host(2).groups()).containsExactly(group);

            cluster.changeMembers(group, cluster.members());
            cluster.write(group, "b");
            cluster.awaitSame(cluster.leader(group), group);
            cluster.stop(2);
            Files.write(members, first);
            Files.write(MembersFile.copyOf(groupDirectory(cluster, 2, group)), first);
            cluster.stop(cluster.leader(group));
            cluster.restart(2);
            assertThat(cluster.write(group, "c")).isEqualTo("3:c");
            cluster.awaitSame(cluster.leader(group), group);
            assertThat(cluster.machine(2, group).all()).containsExactly("a", "b", "c");
            assertThat(cluster.replica(2, group).members()).isEqualTo(cluster.members());
        }
    }

    /** Once the log no longer holds them. */
    @Test
    void aDamagedMembersFileIsRestoredWithTheNewMembers() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(4, directory, RatisMembersTest::smallLog)) {
            GroupId group = cluster.newGroup(0, 1, 2);
            cluster.write(group, "a");
            cluster.host(3).add(group, List.of());
            List<Member> wanted = cluster.members(0, 1, 3);
            cluster.changeMembers(group, wanted);
            writeUntilPurged(cluster, group, 0, cluster.leading(group).status().committedIndex());
            cluster.stopAll();
            Files.write(MembersFile.of(groupDirectory(cluster, 0, group)), new byte[0]);
            cluster.restart(0);
            assertThat(cluster.replica(0, group).members()).isEqualTo(wanted);
            cluster.restart(1);
            cluster.write(group, "b");
        }
    }

    /** As on a full disk: a directory is in the way of the copy. */
    @Test
    void theLogIsNotPurgedBeforeTheNewMembersAreCopied() throws Exception {
        try (RatisTestCluster cluster =
                new RatisTestCluster(3, directory, settings -> settings.withLog(16 << 10, 64 << 20, 5, 2))) {
            GroupId group = cluster.newGroup(0, 1);
            cluster.write(group, "a");
            cluster.host(2).add(group, List.of());
            Path copy = MembersFile.copyOf(groupDirectory(cluster, 0, group));
            Path inTheWay = Files.createDirectory(copy.resolveSibling(copy.getFileName() + ".unfinished"));
            cluster.changeMembers(group, cluster.members());
            for (int i = 0; i < 40; i++) {
                cluster.write(group, i + KILOBYTE);
            }
            cluster.awaitSame(cluster.leader(group), group);
            assertThatThrownBy(() -> get(cluster.replica(0, group).checkpoint()))
                    .isInstanceOf(ConsensusException.class);
            assertThat(cluster.replica(0, group).status().logStartIndex()).isZero();
            Files.delete(inTheWay);
            get(cluster.replica(0, group).checkpoint());
            Await.until(
                    () -> "the log to be purged: " + cluster.statuses(group),
                    () -> cluster.replica(0, group).status().logStartIndex() > 0);
            assertThat(Files.readAllBytes(copy)).asString().contains("n2");
        }
    }

    @Test
    void aMemberThatWasRemovedWhileItWasDownDisturbsNobody() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            int leader = cluster.leader(group);
            int removed = (leader + 1) % 3;
            int other = (leader + 2) % 3;
            cluster.awaitSame(leader, group);
            cluster.stop(removed);
            cluster.changeMembers(group, cluster.members(leader, other));
            cluster.write(group, "b");
            long term = cluster.replica(leader, group).term();
            cluster.restart(removed);
            Await.until(
                    () -> "the removed one to stop: " + cluster.statuses(group),
                    () -> cluster.replica(removed, group).status().role() == Role.STOPPED);
            assertThat(cluster.write(group, "c")).isEqualTo("3:c");
            assertThat(cluster.leader(group)).isEqualTo(leader);
            assertThat(cluster.replica(leader, group).term()).isEqualTo(term);

            // It keeps what it has until somebody says that it may go.
            Path left = groupDirectory(cluster, removed, group);
            assertThat(left).exists();
            assertThat(cluster.machine(removed, group).all()).containsExactly("a");
            cluster.host(removed).remove(group);
            assertThat(left).doesNotExist();
            cluster.stop(removed);
            cluster.restart(removed);
            assertThat(cluster.host(removed).groups()).isEmpty();
            // And may come back as a new one.
            cluster.host(removed).add(group, List.of());
            cluster.changeMembers(group, cluster.members());
            cluster.awaitSame(leader, group);
        }
    }

    @Test
    void aSecondChangeIsRefusedAndOneWhoseLeaderDiesIsRepeatedAtTheNext() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(
                4,
                directory,
                settings -> settings.withEngineProperty(RaftServerConfigKeys.STAGING_TIMEOUT_KEY, "60s"))) {
            GroupId group = cluster.newGroup(0, 1, 2);
            cluster.write(group, "a");
            int leader = cluster.leader(group);
            Replica<String> replica = cluster.replica(leader, group);
            CompletableFuture<Void> change = replica.changeMembers(cluster.members());
            assertThatThrownBy(() -> get(replica.changeMembers(cluster.members(0, 1))))
                    .isInstanceOfSatisfying(
                            ConsensusException.class,
                            // Seen once under load, of a cause unknown: it is told by the description.
                            e -> assertThat(e.reason())
                                    .as("%s", e.getCause())
                                    .isIn(Reason.OVERLOADED, Reason.OUTCOME_UNKNOWN));
            assertThat(change).isNotDone();
            cluster.stop(leader);
            assertThatThrownBy(() -> get(change)).isInstanceOf(ConsensusException.class);
            cluster.host(3).add(group, List.of());
            cluster.changeMembers(group, cluster.members());
            cluster.restart(leader);
            cluster.write(group, "b");
            cluster.awaitSame(cluster.leader(group), group);
            Await.until(
                    "the one that came back to know the members",
                    () -> cluster.replica(leader, group).members().equals(cluster.members()));
        }
    }

    /** Ratis makes a sender that failed anew for members only. */
    @Test
    void aNewMemberWhoseSenderFailsIsTakenInAtTheNextCall() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        try (RatisTestCluster cluster = new RatisTestCluster(
                4,
                directory,
                settings -> settings.withEngineProperty(RaftServerConfigKeys.STAGING_TIMEOUT_KEY, "3s"))) {
            GroupId group = cluster.newGroup(0, 1, 2);
            CodeInjectionForTesting.put(SENDING, (local, remote, args) -> {
                if (args[0] instanceof AppendEntriesRequestProto request
                        && request.getServerRequest()
                                .getReplyId()
                                .toStringUtf8()
                                .equals("n3")
                        && Members.fromRatis(RaftGroupId.valueOf(request.getServerRequest()
                                        .getRaftGroupId()
                                        .getId()))
                                .equals(group)
                        && failures.compareAndSet(0, 1)) {
                    throw new IllegalStateException("the sender fails");
                }
                return true;
            });
            SteadyWriter writer = new SteadyWriter(cluster, group, "");
            writer.awaitMore(20);
            cluster.host(3).add(group, List.of());
            cluster.changeMembers(group, cluster.members());
            assertThat(failures).hasValue(1);
            writer.awaitMore(20);
            writer.stop();
            cluster.awaitSame(cluster.leader(group), group);
            writer.check(cluster.machine(3, group).all());
        } finally {
            CodeInjectionForTesting.remove(SENDING);
        }
    }
}
