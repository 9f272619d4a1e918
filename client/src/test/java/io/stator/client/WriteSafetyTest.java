package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.client.FakeCluster.FakePartition;
import io.stator.client.FakeNode.Reaction;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.TableConversions;
import io.stator.model.Bounds;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.BatchWriteResponse;
import io.stator.proto.v1.CreateTableRequest;
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

/** A write is sent until it is answered, and done once; a change of tables is sent again only if it surely was not done. */
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
    void aWriteWhoseAnswerIsLostIsAnsweredAtTheNextLeader() {
        for (Reaction death : new Reaction[] {Reaction.DIE_AFTER, Reaction.DIE_BEFORE}) {
            String key = "a" + death;
            Fixtures.await(calls.put(Fixtures.put(key, "1")));
            FakePartition partition = cluster.partitionOf("pairs", Fixtures.key(key));
            FakeNode leader = cluster.node(partition.leader);
            int before = puts();
            long counted = partition.writeCount;
            cluster.nodes.forEach(node -> node.behave(request -> {
                if (!(request instanceof PutRequest)) {
                    return Reaction.SERVE;
                }
                if (node == leader) {
                    return death;
                }
                cluster.moveLeader(partition, cluster.nodes.indexOf(node));
                return Reaction.SERVE;
            }));

            Fixtures.await(calls.put(Fixtures.put(key, "2")));
            assertThat(puts() - before).isGreaterThanOrEqualTo(2);
            assertThat(partition.writeCount - counted).isEqualTo(1);

            cluster.nodes.forEach(node -> node.behave(request -> Reaction.SERVE));
            leader.restart();
        }
    }

    /** Else it would be refused: the partition has its old value, but this is a retry. */
    @Test
    void aConditionalWriteWhoseAnswerIsLostSucceedsOnce() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        AtomicInteger lost = new AtomicInteger();
        leaderOf("a")
                .behave(request -> request instanceof PutRequest && lost.getAndIncrement() == 0
                        ? Reaction.ANSWER_LOST
                        : Reaction.SERVE);
        PutRequest onlyNew = Fixtures.put("a", "1").toBuilder()
                .setCondition(ExpressionCodec.encode(Condition.attributeNotExists("v")))
                .build();
        Fixtures.await(calls.put(onlyNew));
        assertThat(lost.get()).isEqualTo(2);
        assertThat(partition.writeCount).isEqualTo(1);
        assertThat(Fixtures.codeOf(calls.put(onlyNew))).isEqualTo(ErrorCode.CONDITIONAL_CHECK_FAILED);
    }

    @Test
    void aBatchWhoseAnswerIsLostIsAnsweredLater() {
        AtomicInteger lost = new AtomicInteger();
        cluster.nodes.forEach(
                node -> node.behave(request -> request instanceof BatchWriteRequest && lost.getAndIncrement() == 0
                        ? Reaction.ANSWER_LOST
                        : Reaction.SERVE));
        BatchWriteRequest.TableWrites.Builder writes =
                BatchWriteRequest.TableWrites.newBuilder().setTable("pairs");
        for (int i = 0; i < 12; i++) {
            writes.addWrites(BatchWriteRequest.Write.newBuilder()
                    .setPutItem(Fixtures.put("a" + i, "1").getItem()));
        }
        BatchWriteResponse answer = Fixtures.await(calls.batchWrite(
                BatchWriteRequest.newBuilder().addTables(writes).build()));
        assertThat(answer.getUnprocessedList()).isEmpty();
        assertThat(lost.get()).isGreaterThan(1);
        assertThat(cluster.partitions.stream()
                        .mapToLong(each -> each.writeCount)
                        .sum())
                .isEqualTo(12);
    }

    @Test
    void whatIsUnprocessedAfterALostAnswerIsSentAgain() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        AtomicInteger count = new AtomicInteger();
        BatchWriteRequest.TableWrites writes = BatchWriteRequest.TableWrites.newBuilder()
                .setTable("pairs")
                .addWrites(BatchWriteRequest.Write.newBuilder()
                        .setPutItem(Fixtures.put("a", "1").getItem()))
                .build();
        leaderOf("a").behave(request -> {
            if (!(request instanceof BatchWriteRequest)) {
                return Reaction.SERVE;
            }
            return switch (count.getAndIncrement()) {
                case 0 -> Reaction.ANSWER_LOST;
                case 1 -> throw new StatorException(ErrorCode.THROTTLING, "not now");
                default -> Reaction.SERVE;
            };
        });
        Fixtures.await(calls.batchWrite(
                BatchWriteRequest.newBuilder().addTables(writes).build()));
        assertThat(count.get()).isEqualTo(3);
        assertThat(partition.writeCount).isEqualTo(1);
    }

    /** Asked again under its id it would be in conflict for ever, and the call would end without a word on the rest of the batch. */
    @Test
    void whatATransactionKeptAwayAfterALostAnswerIsAnotherWriteFromThenOn() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        ByteString item = Fixtures.put("a", "1").getItem();
        partition.keptAway.add(item);
        AtomicInteger count = new AtomicInteger();
        leaderOf("a")
                .behave(request -> request instanceof BatchWriteRequest && count.getAndIncrement() == 0
                        ? Reaction.ANSWER_LOST
                        : Reaction.SERVE);
        BatchWriteRequest.TableWrites writes = BatchWriteRequest.TableWrites.newBuilder()
                .setTable("pairs")
                .addWrites(BatchWriteRequest.Write.newBuilder().setPutItem(item))
                .build();
        BatchWriteResponse answer = Fixtures.await(calls.batchWrite(
                BatchWriteRequest.newBuilder().addTables(writes).build()));
        assertThat(count.get()).isEqualTo(2);
        assertThat(answer.getUnprocessedList()).containsExactly(writes);

        partition.keptAway.clear();
        assertThat(Fixtures.await(calls.batchWrite(BatchWriteRequest.newBuilder()
                                .addAllTables(answer.getUnprocessedList())
                                .build()))
                        .getUnprocessedList())
                .isEmpty();
        assertThat(cluster.items.values()).containsExactly(item);
        assertThat(partition.answers).hasSize(2);
    }

    @Test
    void aClientThatKnowsTooLittleBeginsAnew() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        assertThat(puts()).isEqualTo(1);
        partition.writeCount = 1_000;
        partition.forgotten = 500;
        Fixtures.await(calls.put(Fixtures.put("a", "2")));
        assertThat(puts()).isEqualTo(3);
        Fixtures.await(calls.put(Fixtures.put("a", "3")));
        assertThat(puts()).isEqualTo(4);
        assertThat(partition.writeCount).isEqualTo(1_002);
    }

    /** It is told by the map: else its first write could not be known again, and would be unknown. */
    @Test
    void theFirstWriteOfANewClientMayBeLost() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        partition.writeCount = 1_000;
        partition.forgotten = 500;
        AtomicInteger lost = new AtomicInteger();
        leaderOf("a")
                .behave(request ->
                        request instanceof PutRequest && lost.getAndIncrement() == 0 ? Reaction.LOST : Reaction.SERVE);
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        assertThat(lost.get()).isEqualTo(2);
        assertThat(partition.writeCount).isEqualTo(1_001);
    }

    @Test
    void aRetryThatMayBeForgottenIsUnknown() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        FakeNode leader = leaderOf("a");
        leader.behave(request -> {
            if (request instanceof PutRequest) {
                partition.writeCount += 1_000;
                partition.forgotten = partition.writeCount - 500;
                return partition.writeCount == 1_000 ? Reaction.LOST : Reaction.SERVE;
            }
            return Reaction.SERVE;
        });
        assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(leader.requests(PutRequest.class)).hasSize(2);
        assertThat(cluster.items).isEmpty();
    }

    /** Whoever sends it may have sent it before. */
    @Test
    void aCallersOwnRetryThatMayBeForgottenIsRefused() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        partition.writeCount = 1_000;
        partition.forgotten = 500;
        PutRequest.Builder put = Fixtures.put("a", "1").toBuilder()
                .setRequestId(ByteString.copyFromUtf8("0123456789abcdef"))
                .setSentAfter(499);
        assertThat(Fixtures.codeOf(calls.put(put.build()))).isEqualTo(ErrorCode.REQUEST_EXPIRED);
        Fixtures.await(calls.put(put.setSentAfter(500).build()));
    }

    @Test
    void aChangeOfTablesWhoseAnswerIsLostIsNotSentAgain() {
        cluster.nodes.forEach(node ->
                node.behave(request -> request instanceof CreateTableRequest ? Reaction.ANSWER_LOST : Reaction.SERVE));
        CreateTableRequest create = CreateTableRequest.newBuilder()
                .setSchema(TableConversions.toProto(Fixtures.NOTES))
                .build();
        assertThat(Fixtures.codeOf(calls.createTable(create))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(cluster.nodes.stream()
                        .mapToInt(
                                node -> node.requests(CreateTableRequest.class).size())
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void aWriteThatIsNotAnsweredIsUnknownAtTheDeadline() {
        cluster.nodes.forEach(
                node -> node.behave(request -> request instanceof PutRequest ? Reaction.HANG : Reaction.SERVE));
        assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void afterALostAnswerARefusalSaysNothing() {
        for (ErrorCode code : new ErrorCode[] {
            ErrorCode.THROTTLING,
            ErrorCode.SERVICE_UNAVAILABLE,
            ErrorCode.RESOURCE_NOT_FOUND,
            ErrorCode.INTERNAL_SERVER_ERROR
        }) {
            AtomicInteger count = new AtomicInteger();
            cluster.nodes.forEach(node -> node.behave(request -> {
                if (request instanceof PutRequest && count.getAndIncrement() > 0) {
                    throw new StatorException(code, "no");
                }
                return request instanceof PutRequest ? Reaction.LOST : Reaction.SERVE;
            }));
            assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(count.get()).isGreaterThan(1);
        }
    }

    @Test
    void aWriteTimeoutEndsTheWaitEarlier() {
        leaderOf("a").behave(request -> request instanceof PutRequest ? Reaction.HANG : Reaction.SERVE);
        try (RoutedCalls impatient = RoutedCalls.connect(
                cluster.settings().withDeadline(Duration.ofMinutes(5)).withWriteTimeout(Duration.ofMillis(500)),
                cluster.channels())) {
            assertThat(Fixtures.codeOf(impatient.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        }
        assertThat(puts()).isEqualTo(1);
    }

    @Test
    void aWriteThatHangsIsAnsweredByTheNextLeader() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        int paused = partition.leader;
        cluster.node(paused).behave(request -> Reaction.HANG);
        CompletableFuture<WriteResponse> hanging = calls.put(Fixtures.put("a", "2"));
        cluster.moveLeader(partition, (paused + 1) % 3);
        Fixtures.await(hanging);
        Fixtures.await(calls.put(Fixtures.put("a", "3")));
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
        assertThat(((ByteString) ids.iterator().next()).size()).isEqualTo(16);

        Fixtures.await(calls.put(Fixtures.put("a", "2")));
        cluster.nodes.forEach(node -> node.requests(PutRequest.class).forEach(put -> ids.add(put.getRequestId())));
        assertThat(ids).hasSize(2);
    }

    @Test
    void whatCannotBeRepairedIsNotRetried() {
        for (ErrorCode code : new ErrorCode[] {
            ErrorCode.CONDITIONAL_CHECK_FAILED, ErrorCode.VALIDATION, ErrorCode.INTERNAL_SERVER_ERROR
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
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_400));
        }
    }

    @Test
    void closingEndsEverything() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof PutRequest) {
                arrived.countDown();
                return Reaction.HANG;
            }
            return Reaction.SERVE;
        }));
        RoutedCalls patient =
                RoutedCalls.connect(cluster.settings().withDeadline(Duration.ofMinutes(5)), cluster.channels());
        CompletableFuture<WriteResponse> sent = patient.put(Fixtures.put("a", "1"));
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
        cluster.nodes.forEach(node -> node.behave(request -> {
            throw new StatorException(ErrorCode.THROTTLING, "never");
        }));
        CompletableFuture<WriteResponse> refused = patient.put(Fixtures.put("b", "1"));
        patient.close();
        assertThat(Fixtures.codeOf(sent)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        // It waits to be sent once more, or is under way just then.
        assertThat(Fixtures.codeOf(refused)).isIn(ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN);
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
}
