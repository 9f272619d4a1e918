package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Context;
import io.grpc.Deadline;
import io.stator.client.FakeCluster.FakePartition;
import io.stator.client.FakeNode.Reaction;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.WrongRouteException;
import io.stator.model.AttributeValue;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.Position;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.TransactionStepsRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests get to where they belong, whatever moves. */
class RoutingTest {
    private final FakeCluster cluster = FakeCluster.of(3, 4);
    private final RoutedCalls calls = Fixtures.connect(cluster);

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
    void writesAndStrongReadsGoStraightToTheLeader() {
        for (int i = 0; i < 50; i++) {
            Fixtures.await(calls.put(Fixtures.put("key" + i, "value")));
            assertThat(Fixtures.await(calls.get(Fixtures.get("key" + i, true))).hasItem())
                    .isTrue();
        }
        assertThat(requestCount(PutRequest.class)).isEqualTo(50);
        assertThat(requestCount(GetRequest.class)).isEqualTo(50);
        assertThat(requestCount(GetPartitionMapRequest.class)).isEqualTo(1);
        assertThat(requestCount(DescribeTableRequest.class)).isEqualTo(1);
    }

    /** What was asked before a table was there says nothing to whoever saw it made. */
    @Test
    void aTableThatWasMadeWhileAnotherAskedForItIsThere() {
        Query late = Query.of("notes", new AttributeValue.S("ann"));
        AtomicReference<CompletableFuture<PageResponse>> second = new AtomicReference<>();
        AtomicBoolean asked = new AtomicBoolean();
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof DescribeTableRequest && asked.compareAndSet(false, true)) {
                cluster.createTable(Fixtures.NOTES);
                second.set(calls.query(Requests.of(late)));
                throw new StatorException(ErrorCode.RESOURCE_NOT_FOUND, "as it was when this was asked");
            }
            return Reaction.SERVE;
        }));
        CompletableFuture<PageResponse> first = calls.query(Requests.of(late));
        assertThat(Fixtures.codeOf(first)).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND);
        assertThat(Fixtures.await(second.get()).getItemsCount()).isZero();
    }

    @Test
    void eventualReadsSpreadOverTheReplicas() {
        for (int i = 0; i < 60; i++) {
            Fixtures.await(calls.get(Fixtures.get("one", false)));
        }
        cluster.nodes.forEach(
                node -> assertThat(node.requests(GetRequest.class)).hasSizeBetween(5, 50));
    }

    @Test
    void aMovedLeaderIsFollowedByItsHint() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        int old = partition.leader;
        cluster.moveLeader(partition, (old + 1) % 3);

        Fixtures.await(calls.put(Fixtures.put("a", "2")));
        Fixtures.await(calls.put(Fixtures.put("a", "3")));

        assertThat(cluster.node(old).requests(PutRequest.class)).hasSize(2);
        assertThat(cluster.node((old + 1) % 3).requests(PutRequest.class)).hasSize(2);
        assertThat(requestCount(GetPartitionMapRequest.class)).isEqualTo(1);
    }

    @Test
    void withoutAHintTheReplicasAreAskedInOrder() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        int old = partition.leader;
        cluster.moveLeader(partition, (old + 1) % 3);
        cluster.node(old).behave(request -> {
            if (request instanceof PutRequest) {
                throw new WrongRouteException("not me, and I do not know who", null);
            }
            return Reaction.SERVE;
        });

        Fixtures.await(calls.put(Fixtures.put("a", "2")));

        assertThat(cluster.node((old + 1) % 3).requests(PutRequest.class)).isNotEmpty();
    }

    @Test
    void aDeadLeaderIsReplacedByTheNewOne() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        int dead = partition.leader;
        cluster.node(dead).stop();
        cluster.moveLeader(partition, (dead + 2) % 3);

        Fixtures.await(calls.put(Fixtures.put("a", "2")));
        assertThat(Fixtures.await(calls.get(Fixtures.get("a", true))).getItem())
                .isEqualTo(Fixtures.put("a", "2").getItem());
    }

    @Test
    void whileThereIsNoLeaderACallWaitsForOne() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        cluster.moveLeader(partition, -1);
        AtomicInteger refusals = new AtomicInteger();
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof PutRequest && refusals.incrementAndGet() == 10) {
                cluster.moveLeader(partition, 1);
            }
            return Reaction.SERVE;
        }));

        Fixtures.await(calls.put(Fixtures.put("a", "2")));
        assertThat(refusals.get()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void aNewLeaderIsFoundWhileNobodyCanSayAnythingOfTables() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        cluster.moveLeader(partition, -1);
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof DescribeTableRequest) {
                cluster.moveLeader(partition, 1);
                return Reaction.HANG;
            }
            return Reaction.SERVE;
        }));

        Fixtures.await(calls.put(Fixtures.put("a", "2")));
        assertThat(partition.leader).isEqualTo(1);
    }

    @Test
    void aRestartedNodeIsFoundAgainSoon() {
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        FakeNode leader = cluster.node(partition.leader);
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        leader.stop();
        RoutedCalls impatient =
                RoutedCalls.connect(cluster.settings().withDeadline(Duration.ofMillis(300)), cluster.channels());
        assertThat(Fixtures.codeOf(impatient.put(Fixtures.put("a", "2")))).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        leader.restart();
        Fixtures.await(calls.put(Fixtures.put("a", "3")));
        impatient.close();
    }

    @Test
    void aSplitIsFollowed() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        Position at =
                KeyCodec.encodeKey(cluster.table("pairs"), Fixtures.key("a")).position();
        cluster.split(partition, at, (partition.leader + 1) % 3);

        Fixtures.await(calls.put(Fixtures.put("a", "2")));
        assertThat(cluster.partitionOf("pairs", Fixtures.key("a")).id).isEqualTo(5);
    }

    @Test
    void aTableThatWasMadeAnewIsLearntAnew() {
        for (int i = 0; i < 20; i++) {
            Fixtures.await(calls.put(Fixtures.put("key" + i, "old")));
        }
        cluster.dropTable("pairs");
        cluster.createTable(Fixtures.PAIRS);
        for (int i = 0; i < 20; i++) {
            assertThat(Fixtures.await(calls.get(Fixtures.get("key" + i, true))).hasItem())
                    .isFalse();
            Fixtures.await(calls.put(Fixtures.put("key" + i, "new")));
        }
    }

    @Test
    void aTableThatWasMadeAnewWithAnotherKeyIsLearntAnew() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        cluster.dropTable("pairs");
        cluster.createTable(TableSchema.of("pairs", "v", KeyType.STRING));
        try (StatorClient client = new GrpcStatorClient(calls)) {
            Fixtures.await(client.put(Put.of("pairs", Fixtures.pair("a", "2"))));
            assertThat(Fixtures.codeOf(client.get(Get.of("pairs", Fixtures.key("a")))))
                    .isEqualTo(ErrorCode.VALIDATION);
        }
    }

    @Test
    void aKeyThatAnOldSchemaRefusesIsTriedByTheNewOne() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        cluster.dropTable("pairs");
        cluster.createTable(TableSchema.of("pairs", "v", KeyType.STRING));
        Item item = Item.builder().set("v", "2").build();
        Fixtures.await(calls.put(PutRequest.newBuilder()
                .setTable("pairs")
                .setItem(ItemCodec.encode(item))
                .build()));
    }

    @Test
    void aTableThatWasMissedByItsOldNumberIsAskedForByTheNewOne() {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        cluster.dropTable("pairs");
        cluster.createTable(Fixtures.PAIRS);
        AtomicInteger refusals = new AtomicInteger();
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof PutRequest && refusals.incrementAndGet() == 1) {
                throw new StatorException(ErrorCode.RESOURCE_NOT_FOUND, "not the old one");
            }
            return Reaction.SERVE;
        }));
        Fixtures.await(calls.put(Fixtures.put("a", "2")));
    }

    @Test
    void aMissingTableIsSaidToBeMissing() {
        assertThat(Fixtures.codeOf(calls.put(
                        Fixtures.put("a", "1").toBuilder().setTable("nowhere").build())))
                .isEqualTo(ErrorCode.RESOURCE_NOT_FOUND);
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        cluster.dropTable("pairs");
        assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND);
    }

    /** A transaction goes on when whoever asked for it has gone. */
    @Test
    void stepsOfTransactionsHaveATimeOfTheirOwn() throws Exception {
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
        Position place =
                KeyCodec.encodeKey(cluster.table("pairs"), Fixtures.key("a")).position();
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        cluster.moveLeader(partition, (partition.leader + 1) % 3);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Context.CancellableContext over = Context.ROOT.withDeadline(Deadline.after(-1, TimeUnit.SECONDS), timer);
        Fixtures.await(over.call(() -> calls.transactionSteps(place, List.of(), Duration.ofSeconds(10))));
        assertThat(Fixtures.codeOf(over.call(() -> calls.get(Fixtures.get("a", true)))))
                .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
        over.cancel(null);
        timer.shutdownNow();
        assertThat(requestCount(TransactionStepsRequest.class)).isEqualTo(2);
    }

    @Test
    void theFirstMapMayTakeSomeAttempts() {
        AtomicInteger questions = new AtomicInteger();
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof GetPartitionMapRequest && questions.incrementAndGet() < 5) {
                throw new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "starting");
            }
            return Reaction.SERVE;
        }));
        Fixtures.await(calls.put(Fixtures.put("a", "1")));
    }

    @Test
    void malformedRequestsFailTheFuture() {
        PutRequest noItem = PutRequest.newBuilder()
                .setTable("pairs")
                .setItem(com.google.protobuf.ByteString.copyFromUtf8("nonsense"))
                .build();
        assertThat(Fixtures.codeOf(calls.put(noItem))).isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(
                        calls.get(GetRequest.newBuilder().setTable("pairs").build())))
                .isEqualTo(ErrorCode.VALIDATION);
    }

    private int requestCount(Class<? extends com.google.protobuf.Message> type) {
        return cluster.nodes.stream()
                .mapToInt(node -> node.requests(type).size())
                .sum();
    }
}
