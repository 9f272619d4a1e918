package io.stator.consensus.ratis;

import static io.stator.consensus.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.Await;
import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import io.stator.consensus.LeasePolicy;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus.Role;
import io.stator.consensus.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leases and gates in whole replicas, with clocks that the test holds. */
@SuppressWarnings("NullAway.Init")
class RatisLeaseTest {
    private static final int FOREVER_MILLIS = 3_600_000;

    @TempDir
    Path directory;

    private final List<TestClock> clocks = List.of(new TestClock(), new TestClock(), new TestClock());
    private LeasePolicy policy = LeasePolicy.untilExpiry();
    private final AtomicInteger emptyEntries = new AtomicInteger();

    private RatisTestCluster cluster() throws IOException {
        ConsensusListener counting = new ConsensusListener() {
            @Override
            public void entryProposed(GroupId group, int commands, int bytes) {
                if (commands == 0) {
                    emptyEntries.incrementAndGet();
                }
            }
        };
        return new RatisTestCluster(
                3, directory, settings -> settings, node -> new RatisPorts(clocks.get(node), policy, counting));
    }

    @Test
    void aLeaseEndsWithItsTimeAndABarrierRenewsIt() throws Exception {
        try (RatisTestCluster cluster = cluster()) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            Replica<String> replica = cluster.replica(leader, group);
            clocks.get(leader).stop();
            get(replica.barrier());
            assertThat(replica.leaseValid()).isTrue();
            clocks.get(leader).advanceMillis(RatisTestCluster.LEASE_MILLIS - 1);
            int before = emptyEntries.get();
            CompletableFuture<?> shared = CompletableFuture.allOf(replica.barrier(), replica.barrier());
            clocks.get(leader).advanceMillis(FOREVER_MILLIS);
            assertThat(replica.leaseValid())
                    .as("counted from before it was proposed")
                    .isFalse();
            get(shared);
            assertThat(emptyEntries.get()).isGreaterThan(before);
            get(replica.barrier());
            assertThat(replica.leaseValid()).isTrue();
        }
    }

    @Test
    void readsRenewALeaseInTheBackground() throws Exception {
        try (RatisTestCluster cluster = cluster()) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            Replica<String> replica = cluster.replica(leader, group);
            clocks.get(leader).stop();
            get(replica.barrier());
            int before = emptyEntries.get();
            assertThat(replica.leaseValid()).isTrue();
            clocks.get(leader).advanceMillis(RatisTestCluster.LEASE_MILLIS * 3 / 4);
            assertThat(replica.leaseValid()).isTrue();
            Await.until("a renewal", () -> emptyEntries.get() > before);
            clocks.get(leader).advanceMillis(RatisTestCluster.LEASE_MILLIS / 2);
            Await.until("the renewed lease", replica::leaseValid);
        }
    }

    @Test
    void aNewLeaderIsSilentUntilTheOldLeaseIsOver() throws Exception {
        try (RatisTestCluster cluster = cluster()) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            int old = cluster.leader(group);
            cluster.awaitSame(old, group);
            for (int node = 0; node < 3; node++) {
                if (node != old) {
                    clocks.get(node).stop();
                }
            }
            cluster.stop(old);
            int[] elected = {-1};
            Await.until("someone to be elected", () -> {
                for (int node = 0; node < 3; node++) {
                    if (node != old && cluster.replica(node, group).status().role() == Role.LEADER) {
                        elected[0] = node;
                    }
                }
                return elected[0] >= 0;
            });
            Replica<String> replica = cluster.replica(elected[0], group);
            List<CompletableFuture<?>> asked = new ArrayList<>();
            Await.until("it to let barriers wait", () -> {
                asked.add(replica.barrier());
                return !asked.get(asked.size() - 1).isCompletedExceptionally();
            });
            CompletableFuture<?> barrier = asked.get(asked.size() - 1);
            CompletableFuture<String> write = replica.propose(TestCluster.bytes("b"));
            // Its log goes on, it commits entries of Ratis' own: and yet it says nothing.
            Await.until(
                    "its first entry to be applied",
                    () -> replica.status().appliedIndex() == replica.status().committedIndex());
            clocks.get(elected[0]).advanceMillis(RatisTestCluster.LEASE_MILLIS / 2);
            assertThat(cluster.statuses(group)).noneMatch(status -> status.contains("readyToServe=true"));
            assertThat(saidSomething(barrier)).isFalse();
            assertThat(saidSomething(write)).isFalse();
            assertThat(replica.leaseValid()).isFalse();
            clocks.forEach(TestClock::goOnIfStopped);
            if (cluster.leader(group) == elected[0]) {
                get(barrier);
                get(write);
                assertThat(cluster.machine(elected[0], group).all()).containsExactly("a", "b");
            }
        }
    }

    /** On a slow machine the leader may change: that is no answer. */
    private static boolean saidSomething(CompletableFuture<?> future) {
        return future.isDone() && !future.isCompletedExceptionally();
    }

    @Test
    void afterARestartALeaderWaitsForTheLongestLeaseThereCanBe() throws Exception {
        try (RatisTestCluster cluster = cluster()) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            cluster.stopAll();
            clocks.forEach(TestClock::stop);
            cluster.restartAll();
            Await.until(
                    "someone to be elected",
                    () -> cluster.statuses(group).stream().anyMatch(status -> status.contains("role=LEADER")));
            clocks.forEach(clock -> clock.advanceMillis(1009));
            assertThat(cluster.statuses(group)).noneMatch(status -> status.contains("readyToServe=true"));
            clocks.forEach(TestClock::goOnIfStopped);
            assertThat(cluster.write(group, "b")).isEqualTo("2:b");
        }
    }

    @Test
    void aJudgeWhoIsWrongLetsAnExpiredLeaseHold() throws Exception {
        policy = (now, expiry) -> true;
        try (RatisTestCluster cluster = cluster()) {
            GroupId group = cluster.newGroup();
            int leader = cluster.leader(group);
            clocks.get(leader).advanceMillis(FOREVER_MILLIS);
            assertThat(cluster.replica(leader, group).leaseValid()).isTrue();
        }
    }
}
