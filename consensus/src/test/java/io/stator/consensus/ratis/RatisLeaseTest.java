package io.stator.consensus.ratis;

import static io.stator.consensus.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.Await;
import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import io.stator.consensus.LeasePolicy;
import io.stator.consensus.Replica;
import io.stator.consensus.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
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
    private final AtomicBoolean handingOver = new AtomicBoolean();

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
            get(shared);
            assertThat(replica.leaseValid())
                    .as("counted from before it was proposed")
                    .isFalse();
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

    /** The clocks are real here: a slow machine can only make it easier to pass. */
    @Test
    void aNewLeaderIsSilentUntilTheOldLeaseIsOver() throws Exception {
        int leaseMillis = 550;
        try (RatisTestCluster cluster =
                new RatisTestCluster(3, directory, settings -> settings.withElection(600, 1200, leaseMillis))) {
            GroupId group = cluster.newGroup();
            int old = cluster.leader(group);
            int next = (old + 1) % 3;
            cluster.write(group, "a");
            cluster.awaitSame(old, group);
            long proposed = System.nanoTime();
            cluster.write(group, "b");
            get(cluster.replica(old, group)
                    .transferLeadership(cluster.members().get(next).id()));
            cluster.write(group, "c");
            assertThat(System.nanoTime() - proposed)
                    .as("nanoseconds between a write of the old leader and an answer of the new")
                    .isGreaterThanOrEqualTo(Lease.waitNanos(leaseMillis));
            assertThat(cluster.machine(next, group).all()).containsExactly("a", "b", "c");
        }
    }

    /** With a clock that stands still a silence that counts from when entries are applied would never end. */
    @Test
    void aNewLeaderThatIsSlowToApplyIsSilentFromItsElectionOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger slow = new AtomicInteger(-1);
        AtomicInteger elected = new AtomicInteger(-1);
        IntFunction<RatisPorts> ports = node -> new RatisPorts(clocks.get(node), policy, new ConsensusListener() {
            @Override
            public void entryApplied(GroupId group, int commands, int bytes, long nanos) {
                if (node == slow.get()) {
                    Await.until("the entry to be let through", () -> release.getCount() == 0);
                }
            }

            @Override
            public void leaderChanged(GroupId group, String leader) {
                if (leader.equals("n" + node)) {
                    elected.set(node);
                }
            }
        });
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory, settings -> settings, ports)) {
            GroupId group = cluster.newGroup();
            int old = cluster.leader(group);
            int next = (old + 1) % 3;
            cluster.write(group, "a");
            cluster.awaitSame(old, group);
            clocks.get(next).stop();
            slow.set(next);
            cluster.write(group, "b");
            CompletableFuture<?> handedOver = cluster.replica(old, group)
                    .transferLeadership(cluster.members().get(next).id());
            Await.until("the other one to be elected", () -> elected.get() == next);
            clocks.get(next).advanceMillis(RatisTestCluster.LEASE_MILLIS * 2);
            release.countDown();
            get(handedOver);
            cluster.write(group, "c");
            assertThat(cluster.machine(next, group).all()).containsExactly("a", "b", "c");
        }
    }

    /** Its clock stands still from its election on: any silence at all would never end. */
    @Test
    void whomTheLeadIsHandedToNeedNotBeSilent() throws Exception {
        IntFunction<RatisPorts> ports = node -> new RatisPorts(clocks.get(node), policy, new ConsensusListener() {
            @Override
            public void leaderChanged(GroupId group, String leader) {
                if (leader.equals("n" + node) && handingOver.get()) {
                    clocks.get(node).stop();
                }
            }
        });
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory, settings -> settings, ports)) {
            GroupId group = cluster.newGroup();
            int old = cluster.leader(group);
            int next = (old + 1) % 3;
            cluster.write(group, "a");
            cluster.awaitSame(old, group);
            Replica<String> leading = cluster.replica(old, group);
            handingOver.set(true);
            CompletableFuture<?> handedOver =
                    leading.transferLeadership(cluster.members().get(next).id());
            // Each of them would grant a lease.
            while (!handedOver.isDone()) {
                CompletableFuture<String> answer = leading.propose(TestCluster.bytes("b"));
                Await.until("an answer or a refusal", answer::isDone);
            }
            get(handedOver);
            cluster.write(group, "c");
            assertThat(cluster.leader(group)).isEqualTo(next);
            assertThat(cluster.machine(next, group).all()).startsWith("a", "b").endsWith("c");
        }
    }

    @Test
    void afterARestartALeaderWaitsForTheLongestLeaseThereCanBe() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(1, directory)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            cluster.stopAll();
            long restarted = System.nanoTime();
            cluster.restartAll();
            cluster.write(group, "b");
            assertThat(System.nanoTime() - restarted)
                    .isGreaterThanOrEqualTo(Lease.waitNanos(LogEntryFormat.LEASE_MILLIS_MAX));
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
