package io.stator.consensus.ratis;

import static io.stator.consensus.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.Await;
import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import io.stator.consensus.ReplicaStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** One host leads many groups, whose followers need checkpoints all at once. */
@Isolated("an election for want of a processor would count")
@SuppressWarnings("NullAway.Init")
class ManyCheckpointsTest {
    /** At one chunk each, of an eighth of a second, they would take longer than any follower waits for its leader. */
    private static final int GROUPS = 14;

    private static final int ELECTION_MIN_MILLIS = 1000;
    private static final int ELECTION_MAX_MILLIS = 1500;

    private static final int LEADER = 0;

    /** Three of them are more than two chunks. */
    private static final String COMMAND = "y".repeat(100_000);

    @TempDir
    Path directory;

    private final Map<GroupId, Queue<String>> leadersHeard = new ConcurrentHashMap<>();
    private final Set<GroupId> sent = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waitingMax = new AtomicInteger();

    private RatisTestCluster cluster(int nodes) throws Exception {
        return new RatisTestCluster(
                nodes,
                directory,
                settings -> settings.withElection(
                                ELECTION_MIN_MILLIS, ELECTION_MAX_MILLIS, RatisTestCluster.LEASE_MILLIS)
                        .withLog(16 << 10, 64 << 20, 0, 2)
                        .withCheckpointSendBytesPerSecond(RatisSettings.CHECKPOINT_SEND_BYTES_PER_SECOND_MIN),
                node -> RatisPorts.production().withListener(new Listener(node)));
    }

    private final class Listener implements ConsensusListener {
        private final int node;

        private Listener(int node) {
            this.node = node;
        }

        /** A replica hears of its leader again after it has stood for election. */
        @Override
        public void leaderChanged(GroupId group, String leader) {
            leadersHeard
                    .computeIfAbsent(group, each -> new ConcurrentLinkedQueue<>())
                    .add("n" + node + " of " + leader);
        }

        @Override
        public void checkpointChunkSent(GroupId group, long bytes, long heldNanos) {
            sent.add(group);
        }

        @Override
        public void checkpointsWaiting(int replicas) {
            waitingMax.accumulateAndGet(replicas, Math::max);
        }
    }

    private static List<GroupId> groupsLedByOne(RatisTestCluster cluster, int count, int... nodes) throws Exception {
        List<GroupId> groups = new ArrayList<>();
        for (int group = 0; group < count; group++) {
            groups.add(cluster.newGroup(nodes));
        }
        String leader = cluster.members().get(LEADER).id();
        for (GroupId group : groups) {
            if (cluster.leader(group) != LEADER) {
                get(cluster.leading(group).transferLeadership(leader));
            }
            assertThat(cluster.leader(group)).isEqualTo(LEADER);
            cluster.write(group, "first");
            cluster.awaitSame(LEADER, group);
        }
        return groups;
    }

    private static ReplicaStatus leader(RatisTestCluster cluster, GroupId group) {
        return cluster.replica(LEADER, group).status();
    }

    /** Writes what a follower that is down does not get, and has the log purged that it would need. */
    private static void leaveBehind(RatisTestCluster cluster, GroupId group) throws Exception {
        long has = leader(cluster, group).appliedIndex();
        for (int write = 0; write < 3; write++) {
            cluster.write(group, COMMAND);
        }
        while (leader(cluster, group).logStartIndex() <= has + 1) {
            cluster.write(group, "more");
            get(cluster.leading(group).checkpoint());
        }
    }

    @Test
    void noFollowerStandsForElectionWhileItIsSentACheckpointOrWaitsForOne() throws Exception {
        try (RatisTestCluster cluster = cluster(3)) {
            List<GroupId> groups = groupsLedByOne(cluster, GROUPS, 0, 1, 2);
            cluster.stop(2);
            for (GroupId group : groups) {
                leaveBehind(cluster, group);
            }
            List<Long> terms =
                    groups.stream().map(group -> leader(cluster, group).term()).toList();
            leadersHeard.clear();
            cluster.restart(2);
            for (GroupId group : groups) {
                cluster.awaitSame(LEADER, group);
                assertThat(cluster.replica(2, group).status().snapshotsInstalled())
                        .isEqualTo(1);
                assertThat(leadersHeard.get(group)).containsExactly("n2 of n0");
            }
            assertThat(groups.stream().map(group -> leader(cluster, group).term()))
                    .isEqualTo(terms);
            assertThat(waitingMax.get()).isPositive();
        }
    }

    @Test
    void aFollowerThatIsDownTakesNoPlace() throws Exception {
        try (RatisTestCluster cluster = cluster(4)) {
            List<GroupId> down = groupsLedByOne(cluster, 4, 0, 1, 2);
            GroupId group = groupsLedByOne(cluster, 1, 0, 1, 3).get(0);
            cluster.stop(2);
            cluster.stop(3);
            Await.until(
                    "the followers to be silent",
                    () -> down.stream()
                            .allMatch(each ->
                                    leader(cluster, each).followers().get("n2").silentMillis()
                                            > 2 * ELECTION_MAX_MILLIS));
            for (GroupId each : down) {
                leaveBehind(cluster, each);
            }
            leaveBehind(cluster, group);
            cluster.restart(3);
            cluster.awaitSame(LEADER, group);
            assertThat(sent).containsExactly(group);
            cluster.restart(2);
            for (GroupId each : down) {
                cluster.awaitSame(LEADER, each);
            }
            assertThat(sent).containsAll(down);
        }
    }
}
