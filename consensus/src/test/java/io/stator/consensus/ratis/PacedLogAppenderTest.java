package io.stator.consensus.ratis;

import static io.stator.consensus.TestCluster.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.Await;
import io.stator.consensus.GroupId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One test at a time: Ratis has one place for each name, in all of the process. */
@Execution(ExecutionMode.SAME_THREAD)
@SuppressWarnings("NullAway.Init")
class PacedLogAppenderTest {
    /** Ratis' name for the place where a follower has received entries or a heartbeat. */
    private static final String RECEIVED = "RaftServerImpl.appendEntries";

    private static final int WRITES_MIN = 400;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Heartbeats by the half of it: later than any test waits. */
    private static final int NO_HEARTBEATS_MILLIS = 300_000;

    /** Nor entries that renew one. */
    private static final int NO_LEASE = 0;

    @TempDir
    Path directory;

    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letThrough() {
        CodeInjectionForTesting.remove(RECEIVED);
        release.countDown();
    }

    @Test
    void aFollowerThatOwesAnswersGetsHeartbeatsOnlyWhenTheyAreDue() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            int slow = (leader + 1) % 3;
            cluster.write(group, "first");
            cluster.awaitSame(leader, group);
            AtomicInteger stuck = new AtomicInteger();
            AtomicInteger heartbeats = new AtomicInteger();
            String slowId = cluster.members().get(slow).id();
            onReceiving(group, slowId, request -> {
                if (request.getEntriesCount() == 0) {
                    heartbeats.incrementAndGet();
                } else {
                    stuck.incrementAndGet();
                    Await.until("the entries to be let through", () -> release.getCount() == 0);
                }
            });
            long began = System.nanoTime();
            int writes = 0;
            while (writes < WRITES_MIN || heartbeats.get() == 0) {
                cluster.write(group, "c" + writes++);
            }
            long millis = (System.nanoTime() - began) / 1_000_000;
            assertThat(stuck.get()).isPositive();
            int dueMillis = RatisTestCluster.ELECTION_MIN_MILLIS / 4;
            assertThat(heartbeats.get())
                    .as("heartbeats during %d entries in %d ms, one due each %d ms", writes, millis, dueMillis)
                    .isLessThanOrEqualTo((int) (millis / dueMillis) + 2);
            letThrough();
            cluster.awaitSame(leader, group);
        }
    }

    @Test
    void aFollowerHearsWhatIsCommittedWithoutMoreEntriesOrAHeartbeatThatIsDue() throws Exception {
        AtomicInteger nodes = new AtomicInteger();
        try (RatisTestCluster cluster = new RatisTestCluster(
                3, directory, settings -> withoutHeartbeatsForLong(settings, nodes.getAndIncrement()))) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            for (int write = 0; write < 10; write++) {
                cluster.write(group, "c" + write);
                cluster.awaitSame(leader, group);
            }
        }
    }

    /** An entry comes when both followers' senders have just seen that there is none, and are about to wait for one. */
    @Test
    void anEntryIsSentThatComesJustBeforeASenderWaits() throws Exception {
        AtomicInteger nodes = new AtomicInteger();
        try (RatisTestCluster cluster = new RatisTestCluster(
                3,
                directory,
                settings -> withoutHeartbeatsForLong(settings, nodes.getAndIncrement())
                        .withEngineProperty("raft.rpc.type", HeldTransport.class.getName()))) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            cluster.write(group, "first");
            cluster.awaitSame(leader, group);
            long committed = cluster.replica(leader, group).status().committedIndex();
            Hold hold = new Hold(committed, new CountDownLatch(2), new CountDownLatch(1));
            HeldTransport.HOLDS.put(group, hold);
            cluster.write(group, "wakes them");
            assertThat(hold.held().await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            CompletableFuture<String> answer = cluster.replica(leader, group).propose(bytes("comes then"));
            hold.release().countDown();
            assertThat(answer).succeedsWithin(PATIENCE);
        }
    }

    /** Ratis signals answers and commits, too: with those two senders look seven times for an entry, without them twice. */
    @Test
    void aSenderIsWokenForEntriesOnly() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(
                3,
                directory,
                settings -> settings.withEngineProperty("raft.rpc.type", HeldTransport.class.getName()))) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            cluster.write(group, "first");
            cluster.awaitSame(leader, group);
            AtomicInteger looks = new AtomicInteger();
            HeldTransport.LOOKS.put(group, looks);
            long began = System.nanoTime();
            for (int write = 0; write < WRITES_MIN; write++) {
                cluster.write(group, "c" + write);
            }
            int afterAll = looks.get();
            long millis = (System.nanoTime() - began) / 1_000_000;
            assertThat(afterAll)
                    .as("looks of two senders at %d entries in %d ms", WRITES_MIN, millis)
                    .isBetween(WRITES_MIN / 2, (int) (2 * (2 * WRITES_MIN + millis / PacedLogAppender.NEWS_MILLIS)));
        }
    }

    /** Senders that are counted and, once, held: when they have just seen that there is nothing to do until a heartbeat is due. */
    static final class HeldTransport extends PacedLogAppender.Transport {
        static final Map<GroupId, Hold> HOLDS = new ConcurrentHashMap<>();

        /** How often a group's have looked what there is to send. */
        static final Map<GroupId, AtomicInteger> LOOKS = new ConcurrentHashMap<>();

        @Override
        PacedLogAppender newSender(
                RaftServer.Division server, LeaderState leaderState, FollowerInfo follower, PacedChunks.Means sending) {
            return new HeldSender(server, leaderState, follower, sending);
        }
    }

    /**
     * @param afterIndex a sender is held once it has sent an entry after this one
     * @param held each counts it down
     * @param release what it then waits for
     */
    private record Hold(long afterIndex, CountDownLatch held, CountDownLatch release) {}

    private static final class HeldSender extends PacedLogAppender {
        private final GroupId group =
                Members.fromRatis(getServer().getMemberId().getGroupId());
        private boolean wasHeld;

        HeldSender(
                RaftServer.Division server, LeaderState leaderState, FollowerInfo follower, PacedChunks.Means sending) {
            super(server, leaderState, follower, sending);
        }

        @Override
        public long getWaitTimeMs() {
            AtomicInteger looks = HeldTransport.LOOKS.get(group);
            if (looks != null) {
                looks.incrementAndGet();
            }
            long millis = super.getWaitTimeMs();
            Hold hold = HeldTransport.HOLDS.get(group);
            boolean hasSent = hold != null && getFollower().getNextIndex() > hold.afterIndex() + 1;
            if (hasSent && !wasHeld && millis > NO_HEARTBEATS_MILLIS / 4) {
                wasHeld = true;
                hold.held().countDown();
                awaitRelease(hold);
            }
            return millis;
        }

        private static void awaitRelease(Hold hold) {
            try {
                hold.release().await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Found by ten minutes of overload with large values: followers that lag were sent 6 MB at once by each group, and took the leader's buffers. */
    @Test
    void aFollowerThatLagsIsSentItsEntriesInPieces() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            cluster.write(group, "first");
            cluster.awaitSame(leader, group);
            int lagging = (leader + 1) % 3;
            cluster.stop(lagging);
            String large = "x".repeat(100_000);
            for (int write = 0; write < 40; write++) {
                cluster.write(group, large);
            }
            AtomicInteger entriesMost = new AtomicInteger();
            AtomicInteger bytesMost = new AtomicInteger();
            onReceiving(group, cluster.members().get(lagging).id(), request -> {
                entriesMost.accumulateAndGet(request.getEntriesCount(), Math::max);
                bytesMost.accumulateAndGet(request.getSerializedSize(), Math::max);
            });
            cluster.restart(lagging);
            cluster.awaitSame(leader, group);
            assertThat(entriesMost.get()).as("entries in a request").isGreaterThan(1);
            assertThat(bytesMost.get())
                    .as("bytes in a request")
                    .isLessThanOrEqualTo(PacedLogAppender.APPEND_BYTES_MAX + large.length());
        }
    }

    /** @param work is done before the follower takes a request; other tests' clusters are in this process, too */
    private static void onReceiving(GroupId group, String follower, Consumer<AppendEntriesRequestProto> work) {
        CodeInjectionForTesting.put(RECEIVED, (local, remote, args) -> {
            AppendEntriesRequestProto request = (AppendEntriesRequestProto) args[1];
            boolean isOurs = RatisTestCluster.isOf(group, request.getServerRequest());
            if (isOurs && local.toString().startsWith(follower)) {
                work.accept(request);
            }
            return true;
        });
    }

    /** Nodes stand for their first election one after the other: one that fails is followed by another only after {@link #NO_HEARTBEATS_MILLIS}. */
    private static RatisSettings withoutHeartbeatsForLong(RatisSettings settings, int node) {
        int firstMillis = 200 + 10_000 * node;
        return settings.withElection(NO_HEARTBEATS_MILLIS, 2 * NO_HEARTBEATS_MILLIS, NO_LEASE)
                .withEngineProperty("raft.server.rpc.first-election.timeout.min", firstMillis + "ms")
                .withEngineProperty("raft.server.rpc.first-election.timeout.max", firstMillis + 200 + "ms");
    }
}
