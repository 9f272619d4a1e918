package io.stator.consensus.ratis;

import static io.stator.consensus.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.Await;
import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import io.stator.consensus.ReplicaStatus;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How a leader sends a checkpoint to a follower whose place in the log is gone. One after the other: they share Ratis' hook. */
@Execution(ExecutionMode.SAME_THREAD)
@SuppressWarnings("NullAway.Init")
class CheckpointSendingTest {
    /** Ratis' name for the place where a follower has received a chunk. */
    private static final String RECEIVED = "RaftServerImpl.installSnapshot";

    private static final long BYTES_PER_SECOND = RatisSettings.CHECKPOINT_SEND_BYTES_PER_SECOND_MIN;
    private static final int CHECKPOINT_BYTES = 64 << 10;
    private static final String KILOBYTE = "x".repeat(1000);

    @TempDir
    Path directory;

    private final Queue<Chunk> sent = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicLong sentIndex = new AtomicLong(-1);

    private record Chunk(long bytes, long heldNanos) {}

    @AfterEach
    void letThrough() {
        CodeInjectionForTesting.remove(RECEIVED);
        release.countDown();
    }

    private RatisTestCluster cluster() throws Exception {
        ConsensusListener listener = new ConsensusListener() {
            @Override
            public void checkpointChunkSent(GroupId group, long bytes, long heldNanos) {
                sent.add(new Chunk(bytes, heldNanos));
            }
        };
        return new RatisTestCluster(
                3,
                directory,
                settings -> settings.withLog(16 << 10, CHECKPOINT_BYTES, 5, 2)
                        .withCheckpointSendBytesPerSecond(BYTES_PER_SECOND),
                node -> RatisPorts.production().withListener(listener));
    }

    private static ReplicaStatus leader(RatisTestCluster cluster, GroupId group) {
        return cluster.leading(group).status();
    }

    /** Stops a follower, and writes until the log that it needs is gone. @return the follower */
    private static int leaveBehind(RatisTestCluster cluster, GroupId group, String command) throws Exception {
        int lagging = (cluster.leader(group) + 1) % 3;
        cluster.write(group, "first");
        cluster.awaitSame(cluster.leader(group), group);
        long has = leader(cluster, group).appliedIndex();
        cluster.stop(lagging);
        while (leader(cluster, group).logStartIndex() <= has + 1) {
            for (int write = 0; write < 20; write++) {
                cluster.write(group, command);
            }
            get(cluster.leading(group).checkpoint());
        }
        return lagging;
    }

    @Test
    void itGoesInSmallChunksNoFasterThanTheHostMaySend() throws Exception {
        try (RatisTestCluster cluster = cluster()) {
            GroupId group = cluster.newGroup();
            int lagging = leaveBehind(cluster, group, "y".repeat(100_000));
            cluster.restart(lagging);
            cluster.awaitSame(cluster.leader(group), group);
            assertThat(cluster.replica(lagging, group).status().snapshotsInstalled())
                    .isPositive();
            // Twenty times 100,000 were written; the newest checkpoint may not be the one that is sent.
            assertThat(sent.stream().mapToLong(Chunk::bytes).sum()).isGreaterThan(1_000_000);
            int chunkBytes = SendingPlan.of(BYTES_PER_SECOND, RatisTestCluster.ELECTION_MIN_MILLIS)
                    .chunkBytes();
            assertThat(sent).allMatch(chunk -> chunk.bytes() <= chunkBytes);
            // A chunk's turn takes 75 ms at this pace: as long as not each takes longer by itself, some wait.
            assertThat(sent).anyMatch(chunk -> chunk.heldNanos() > 0);
        }
    }

    @Test
    void theLogBehindItIsKeptUntilTheFollowerHasIt() throws Exception {
        try (RatisTestCluster cluster = cluster()) {
            GroupId group = cluster.newGroup();
            int lagging = leaveBehind(cluster, group, KILOBYTE);
            holdUpBeforeTheSecondChunk(cluster, group, lagging);
            for (int round = 0; round < 2; round++) {
                for (int write = 0; write < 40; write++) {
                    cluster.write(group, KILOBYTE);
                }
                assertThat(get(cluster.leading(group).checkpoint())).isGreaterThan(sentIndex.get());
                assertThat(leader(cluster, group).snapshotIndex()).isEqualTo(sentIndex.get());
                assertThat(leader(cluster, group).logStartIndex()).isLessThanOrEqualTo(sentIndex.get() + 1);
            }
            letThrough();
            cluster.awaitSame(cluster.leader(group), group);
            assertThat(cluster.replica(lagging, group).status().snapshotsInstalled())
                    .isEqualTo(1);
        }
    }

    @Test
    void notMoreOfTheLogIsKeptThanFourCheckpointsAreApart() throws Exception {
        try (RatisTestCluster cluster = cluster()) {
            GroupId group = cluster.newGroup();
            int lagging = leaveBehind(cluster, group, KILOBYTE);
            holdUpBeforeTheSecondChunk(cluster, group, lagging);
            for (int write = 0; write < 5 * CHECKPOINT_BYTES / KILOBYTE.length(); write++) {
                cluster.write(group, KILOBYTE);
            }
            get(cluster.leading(group).checkpoint());
            Await.until(
                    () -> "the log to be purged: " + cluster.statuses(group),
                    () -> leader(cluster, group).logStartIndex() > sentIndex.get() + 1);
            letThrough();
            cluster.awaitSame(cluster.leader(group), group);
        }
    }

    /** Starts the follower, which receives the first chunk and then no more until it is let through. */
    private void holdUpBeforeTheSecondChunk(RatisTestCluster cluster, GroupId group, int lagging) throws Exception {
        CodeInjectionForTesting.put(RECEIVED, (local, remote, args) -> {
            InstallSnapshotRequestProto request = (InstallSnapshotRequestProto) args[0];
            boolean isOurs = RatisTestCluster.isOf(group, request.getServerRequest());
            if (isOurs && request.getSnapshotChunk().getRequestIndex() > 0) {
                sentIndex.set(request.getSnapshotChunk().getTermIndex().getIndex());
                Await.until("the chunk to be let through", () -> release.getCount() == 0);
            }
            return true;
        });
        cluster.restart(lagging);
        Await.until("a checkpoint to be sent", () -> sentIndex.get() >= 0);
    }
}
