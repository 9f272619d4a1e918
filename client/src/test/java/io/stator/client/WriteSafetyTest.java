package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.FakeCluster.FakePartition;
import io.stator.client.FakeNode.Reaction;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.Bounds;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.WriteResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A write is sent again only if it surely was not done. */
class WriteSafetyTest {
    private final FakeCluster cluster = FakeCluster.of(3, 3);
    private final RoutedCalls calls = RoutedCalls.connect(
            cluster.settings().withDeadline(Duration.ofMillis(1_500)).withAttemptTimeout(Duration.ofMillis(100)),
            cluster.channels());

    @BeforeEach
    void createTable() {
        cluster.createTable(Fixtures.PAIRS);
    }

    @AfterEach
    void close() {
        calls.close();
        cluster.close();
    }

    @Test
    void aWriteWhoseAnswerIsLostIsNeverSentAgain() {
        for (Reaction death : new Reaction[] {Reaction.DIE_AFTER, Reaction.DIE_BEFORE}) {
            Fixtures.await(calls.put(Fixtures.put("a", "1")));
            FakeNode leader = leaderOf("a");
            int before = puts();
            leader.behave(request -> request instanceof PutRequest ? death : Reaction.SERVE);

            assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "2")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(puts() - before).isEqualTo(1);

            leader.behave(request -> Reaction.SERVE);
            leader.restart();
        }
    }

    @Test
    void aWriteThatIsNotAnsweredIsUnknownAtTheDeadline() {
        leaderOf("a").behave(request -> request instanceof PutRequest ? Reaction.HANG : Reaction.SERVE);
        assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void aWriteTimeoutEndsTheWaitEarlier() {
        leaderOf("a").behave(request -> request instanceof PutRequest ? Reaction.HANG : Reaction.SERVE);
        try (RoutedCalls impatient = RoutedCalls.connect(
                cluster.settings().withDeadline(Duration.ofMinutes(5)).withWriteTimeout(Duration.ofMillis(50)),
                cluster.channels())) {
            assertThat(Fixtures.codeOf(impatient.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        }
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void whileAWriteHangsTheNextOnesFollowANewLeader() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        int paused = partition.leader;
        CountDownLatch mapAsked = new CountDownLatch(1);
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof GetPartitionMapRequest) {
                mapAsked.countDown();
            }
            return node == cluster.node(paused) ? Reaction.HANG : Reaction.SERVE;
        }));
        CompletableFuture<WriteResponse> hanging = calls.put(Fixtures.put("a", "2"));
        cluster.moveLeader(partition, (paused + 1) % 3);
        awaitLatch(mapAsked);

        Fixtures.await(calls.put(Fixtures.put("a", "3")));
        assertThat(hanging).isNotDone();
        assertThat(Fixtures.codeOf(hanging)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(cluster.node(paused).requests(PutRequest.class)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void whatWasSurelyNotDoneIsSentAgainByTheSameName() {
        AtomicInteger refusals = new AtomicInteger();
        cluster.nodes.forEach(node -> node.behave(request -> {
            int count = request instanceof PutRequest ? refusals.incrementAndGet() : 9;
            if (count < 4) {
                throw new StatorException(count == 1 ? ErrorCode.THROTTLING : ErrorCode.SERVICE_UNAVAILABLE, "not now");
            }
            return Reaction.SERVE;
        }));
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        Set<Object> ids = new HashSet<>();
        cluster.nodes.forEach(node -> node.requests(PutRequest.class).forEach(put -> ids.add(put.getRequestId())));
        assertThat(puts()).isGreaterThanOrEqualTo(4);
        assertThat(ids).hasSize(1);
        assertThat(((com.google.protobuf.ByteString) ids.iterator().next()).size())
                .isEqualTo(16);

        Fixtures.await(calls.put(Fixtures.put("a", "2")));
        cluster.nodes.forEach(node -> node.requests(PutRequest.class).forEach(put -> ids.add(put.getRequestId())));
        assertThat(ids).hasSize(2);
    }

    @Test
    void whatCannotBeRepairedIsNotRetried() {
        for (ErrorCode code : new ErrorCode[] {
            ErrorCode.CONDITIONAL_CHECK_FAILED,
            ErrorCode.VALIDATION,
            ErrorCode.INTERNAL_SERVER_ERROR,
            ErrorCode.OUTCOME_UNKNOWN
        }) {
            cluster.nodes.forEach(node -> node.behave(request -> {
                if (request instanceof PutRequest) {
                    throw new StatorException(code, "no");
                }
                return Reaction.SERVE;
            }));
            int before = puts();
            assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(code);
            assertThat(puts() - before).isEqualTo(1);
        }
    }

    @Test
    void atTheDeadlineWhatWasNotDoneIsSaidToBeNotDone() {
        for (ErrorCode code : new ErrorCode[] {ErrorCode.THROTTLING, ErrorCode.SERVICE_UNAVAILABLE}) {
            cluster.nodes.forEach(node -> node.behave(request -> {
                if (request instanceof PutRequest) {
                    throw new StatorException(code, "not now");
                }
                return Reaction.SERVE;
            }));
            long start = System.nanoTime();
            assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(code);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1_400), Duration.ofMillis(4_000));
        }
    }

    @Test
    void closingEndsEverything() {
        cluster.nodes.forEach(
                node -> node.behave(request -> request instanceof PutRequest ? Reaction.HANG : Reaction.SERVE));
        RoutedCalls patient =
                RoutedCalls.connect(cluster.settings().withDeadline(Duration.ofMinutes(5)), cluster.channels());
        CompletableFuture<WriteResponse> sent = patient.put(Fixtures.put("a", "1"));
        cluster.nodes.forEach(node -> node.behave(request -> {
            throw new StatorException(ErrorCode.THROTTLING, "never");
        }));
        CompletableFuture<WriteResponse> waiting = patient.put(Fixtures.put("b", "1"));
        patient.close();
        assertThat(Fixtures.codeOf(sent)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(Fixtures.codeOf(waiting)).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        assertThat(Fixtures.codeOf(patient.put(Fixtures.put("c", "1")))).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    }

    /** Over TCP: a refused connection, and one that is accepted by the kernel only, as of a paused process. */
    @Test
    void aWriteThatNeverGotOntoAConnectionIsSentElsewhere() throws IOException {
        try (FakeCluster tcp = new FakeCluster(2, Bounds.splitRing(1), true);
                ServerSocket paused = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            tcp.createTable(Fixtures.PAIRS);
            FakeNode dead = tcp.node(0);
            dead.stop();
            tcp.moveLeader(tcp.partitions.get(0), 1);
            tcp.addStranger("stranger", "127.0.0.1:" + paused.getLocalPort());
            for (int believed = 0; believed < 2; believed++) {
                tcp.believeLeader(believed == 0 ? "n0" : "stranger");
                try (RoutedCalls overTcp = RoutedCalls.connect(
                        tcp.settings().withDeadline(Duration.ofSeconds(20)).withAttemptTimeout(Duration.ofMillis(200)),
                        new NettyChannelFactory())) {
                    Fixtures.await(overTcp.put(Fixtures.put("a", "1")));
                }
            }
            assertThat(tcp.node(1).requests(PutRequest.class)).hasSize(2);
        }
    }

    private FakeNode leaderOf(String key) {
        return cluster.node(cluster.partitionOf("pairs", Fixtures.key(key)).leader);
    }

    private int puts() {
        return cluster.nodes.stream()
                .mapToInt(node -> node.requests(PutRequest.class).size())
                .sum();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
