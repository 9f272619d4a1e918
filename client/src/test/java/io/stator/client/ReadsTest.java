package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.FakeCluster.FakePartition;
import io.stator.client.FakeNode.Reaction;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.ErrorCode;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.GetRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads go on when nodes do not. */
class ReadsTest {
    private final FakeCluster cluster = FakeCluster.of(3, 3);
    private final RoutedCalls calls =
            RoutedCalls.connect(cluster.settings().withAttemptTimeout(Duration.ofMillis(100)), cluster.channels());

    @BeforeEach
    void createTable() {
        cluster.createTable(Fixtures.PAIRS);
        cluster.put("pairs", Fixtures.pair("a", "1"));
        Fixtures.await(calls.get(Fixtures.get("a", true)));
    }

    @AfterEach
    void close() {
        calls.close();
        cluster.close();
    }

    @Test
    void aStrongReadLeavesAStalledNodeForTheNewLeader() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        int stalled = partition.leader;
        cluster.node(stalled).behave(request -> Reaction.HANG);
        cluster.moveLeader(partition, (stalled + 1) % 3);

        // By its deadline, as it would not if it stayed.
        assertThat(Fixtures.await(calls.get(Fixtures.get("a", true))).hasItem()).isTrue();
    }

    @Test
    void eventualReadsLeaveAStalledNodeAndThenAvoidIt() {
        cluster.node(0).behave(request -> Reaction.HANG);
        int before = cluster.node(0).requests.size();
        for (int i = 0; i < 30; i++) {
            assertThat(Fixtures.await(calls.get(Fixtures.get("a", false))).hasItem())
                    .isTrue();
        }
        assertThat(cluster.node(0).requests.size() - before).isLessThan(5);
    }

    @Test
    void aReadIsRepeatedWhenItsAnswerIsLost() {
        AtomicInteger deaths = new AtomicInteger();
        FakeNode leader = cluster.node(cluster.partitionOf("pairs", Fixtures.key("a")).leader);
        leader.behave(request -> {
            if (request instanceof GetRequest && deaths.incrementAndGet() == 1) {
                cluster.moveLeader(cluster.partitionOf("pairs", Fixtures.key("a")), otherThan(leader));
                return Reaction.DIE_BEFORE;
            }
            return Reaction.SERVE;
        });
        assertThat(Fixtures.await(calls.get(Fixtures.get("a", true))).hasItem()).isTrue();
        assertThat(deaths.get()).isEqualTo(1);
    }

    @Test
    void aReadThatTakesLongGetsMoreTimeEachTime() {
        AtomicInteger attempts = new AtomicInteger();
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof GetRequest) {
                attempts.incrementAndGet();
                return Reaction.HANG;
            }
            return Reaction.SERVE;
        }));
        try (RoutedCalls impatient = RoutedCalls.connect(
                cluster.settings().withAttemptTimeout(Duration.ofMillis(100)).withDeadline(Duration.ofMillis(1_000)),
                cluster.channels())) {
            assertThat(Fixtures.codeOf(impatient.get(Fixtures.get("a", false))))
                    .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        }
        // 100, 200, 400 and what is left of it.
        assertThat(attempts.get()).isBetween(2, 4);
    }

    @Test
    void manyCallsThatNeedTheMapAskForItOnce() {
        AtomicInteger questions = new AtomicInteger();
        try (FakeCluster fresh = FakeCluster.of(1, 1)) {
            fresh.createTable(Fixtures.PAIRS);
            fresh.node(0).behave(request -> {
                if (request instanceof GetPartitionMapRequest) {
                    questions.incrementAndGet();
                    return questions.get() == 1 ? Reaction.HANG : Reaction.SERVE;
                }
                return Reaction.SERVE;
            });
            try (RoutedCalls one = RoutedCalls.connect(
                    fresh.settings().withAttemptTimeout(Duration.ofMillis(100)), fresh.channels())) {
                var reads = java.util.stream.IntStream.range(0, 50)
                        .mapToObj(i -> one.get(Fixtures.get("a", true)))
                        .toList();
                reads.forEach(Fixtures::await);
            }
        }
        assertThat(questions.get()).isEqualTo(2);
    }

    private int otherThan(FakeNode node) {
        return node == cluster.node(0) ? 1 : 0;
    }
}
