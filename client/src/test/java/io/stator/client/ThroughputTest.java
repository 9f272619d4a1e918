package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.stator.client.FakeNode.Reaction;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.BillingMode;
import io.stator.model.Bounds;
import io.stator.model.CapacityType;
import io.stator.model.ErrorCode;
import io.stator.model.ItemCodec;
import io.stator.model.ThroughputExceededException;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ExpressionCodec;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.PageResponse;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.ScanRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that have consumed what they were given: callers wait for more, or are told at once. */
class ThroughputTest {
    private final FakeCluster cluster = new FakeCluster(3, Bounds.splitRing(3));
    private final RoutedCalls patient = Fixtures.connect(cluster);
    private final RoutedCalls impatient =
            RoutedCalls.connect(cluster.settings().withThroughputAwaited(false), cluster.channels());

    @BeforeEach
    void createTables() {
        cluster.createTable(Fixtures.PAIRS);
    }

    @AfterEach
    void close() {
        patient.close();
        impatient.close();
        cluster.close();
    }

    /** Every request of this kind, as often. */
    private void throttle(Class<? extends Message> kind, int times, CapacityType type) {
        AtomicInteger left = new AtomicInteger(times);
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (kind.isInstance(request) && left.getAndDecrement() > 0) {
                throw new ThroughputExceededException("pairs", type, BillingMode.PROVISIONED);
            }
            return Reaction.SERVE;
        }));
    }

    private int requests(Class<? extends Message> kind) {
        return cluster.nodes.stream()
                .mapToInt(node -> node.requests(kind).size())
                .sum();
    }

    private static void exceeded(CompletableFuture<?> call, CapacityType type) {
        assertThat(Fixtures.failure(call)).isInstanceOfSatisfying(ThroughputExceededException.class, error -> {
            assertThat(error.table()).isEqualTo("pairs");
            assertThat(error.type()).isEqualTo(type);
            assertThat(error)
                    .hasMessage("The level of configured provisioned throughput for the table was exceeded. "
                            + "Consider increasing your provisioning level with the UpdateTable API.");
        });
    }

    @Test
    void aClientWaitsForMore() {
        throttle(PutRequest.class, 3, CapacityType.WRITE);
        Fixtures.await(patient.put(Fixtures.put("a", "1")));
        assertThat(requests(PutRequest.class)).isEqualTo(4);
        throttle(GetRequest.class, 3, CapacityType.READ);
        assertThat(Fixtures.await(patient.get(Fixtures.get("a", false))).hasItem())
                .isTrue();
        assertThat(requests(GetRequest.class)).isEqualTo(4);
    }

    /** Neither from node to node, nor again and again. */
    @Test
    void atTheDeadlineItIsToldWhyAndHasNotHammered() {
        try (RoutedCalls calls =
                RoutedCalls.connect(cluster.settings().withDeadline(Duration.ofMillis(1_500)), cluster.channels())) {
            Fixtures.await(calls.put(Fixtures.put("a", "1")));
            for (boolean strong : new boolean[] {true, false}) {
                cluster.nodes.forEach(node -> node.requests.clear());
                throttle(GetRequest.class, Integer.MAX_VALUE, CapacityType.READ);
                long start = System.nanoTime();
                exceeded(calls.get(Fixtures.get("a", strong)), CapacityType.READ);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_400));
                assertThat(requests(GetRequest.class)).isBetween(1, 25);
            }
        }
    }

    @Test
    void whoeverDoesNotWaitIsToldAtOnce() {
        throttle(PutRequest.class, 1, CapacityType.WRITE);
        exceeded(impatient.put(Fixtures.put("a", "1")), CapacityType.WRITE);
        assertThat(requests(PutRequest.class)).isEqualTo(1);
        throttle(GetRequest.class, 1, CapacityType.READ);
        exceeded(impatient.get(Fixtures.get("a", false)), CapacityType.READ);
        assertThat(requests(GetRequest.class)).isEqualTo(1);
        throttle(ScanRequest.class, 1, CapacityType.READ);
        exceeded(impatient.scan(ScanRequest.newBuilder().setTable("pairs").build()), CapacityType.READ);
        assertThat(requests(ScanRequest.class)).isEqualTo(1);
    }

    /** A node that does not know of the first attempt says nothing of it. */
    @Test
    void whatMayHaveBeenDoneIsAskedForUntilANodeKnows() {
        AtomicInteger attempts = new AtomicInteger();
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (!(request instanceof PutRequest)) {
                return Reaction.SERVE;
            }
            int attempt = attempts.getAndIncrement();
            if (attempt == 0) {
                return Reaction.ANSWER_LOST;
            }
            if (attempt <= 2) {
                throw new ThroughputExceededException("pairs", CapacityType.WRITE, BillingMode.PROVISIONED);
            }
            return Reaction.SERVE;
        }));
        Fixtures.await(impatient.put(Fixtures.put("a", "1")));
        assertThat(attempts.get()).isGreaterThan(3);
        assertThat(cluster.partitions.stream()
                        .mapToLong(partition -> partition.writeCount)
                        .sum())
                .isEqualTo(1);
    }

    /** The table is full, not the partition: after however many refusals, what is asked is sent. */
    @Test
    void everyRequestIsSent() {
        throttle(PutRequest.class, 300, CapacityType.WRITE);
        for (int i = 0; i < 300; i++) {
            exceeded(impatient.put(Fixtures.put("a", "1")), CapacityType.WRITE);
        }
        assertThat(requests(PutRequest.class)).isEqualTo(300);
        Fixtures.await(impatient.put(Fixtures.put("a", "1")));
    }

    /** It may have been done after all, and that cannot be found out in time. */
    @Test
    void anAttemptInDoubtStaysInDoubt() {
        AtomicInteger attempts = new AtomicInteger();
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (!(request instanceof PutRequest)) {
                return Reaction.SERVE;
            }
            if (attempts.getAndIncrement() == 0) {
                return Reaction.ANSWER_LOST;
            }
            throw new ThroughputExceededException("pairs", CapacityType.WRITE, BillingMode.PROVISIONED);
        }));
        assertThat(Fixtures.codeOf(impatient.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void whatIsThrottledOfABatchIsLeftOver() {
        AtomicInteger parts = new AtomicInteger();
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof BatchWriteRequest && parts.getAndIncrement() == 0) {
                throw new ThroughputExceededException("pairs", CapacityType.WRITE, BillingMode.PROVISIONED);
            }
            return Reaction.SERVE;
        }));
        BatchWriteRequest batch = batch();
        int left = Fixtures.await(impatient.batchWrite(batch)).getUnprocessedList().stream()
                .mapToInt(BatchWriteRequest.TableWrites::getWritesCount)
                .sum();
        assertThat(left).isPositive().isEqualTo(25 - cluster.items.size());

        throttle(BatchWriteRequest.class, Integer.MAX_VALUE, CapacityType.WRITE);
        exceeded(impatient.batchWrite(batch), CapacityType.WRITE);
    }

    private static BatchWriteRequest batch() {
        BatchWriteRequest.TableWrites.Builder writes =
                BatchWriteRequest.TableWrites.newBuilder().setTable("pairs");
        for (int i = 0; i < 25; i++) {
            writes.addWrites(
                    BatchWriteRequest.Write.newBuilder().setPutItem(ItemCodec.encode(Fixtures.pair("k" + i, "v"))));
        }
        return BatchWriteRequest.newBuilder().addTables(writes).build();
    }

    /** And the next page goes on behind it, whether or not the items show where that is. */
    @Test
    void aPageEndsWhereTheThroughputDoes() {
        for (int i = 0; i < 60; i++) {
            cluster.put("pairs", Fixtures.pair("k" + i, "v"));
        }
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof ScanRequest part && part.getEarlierBytes() > 0) {
                throw new ThroughputExceededException("pairs", CapacityType.READ, BillingMode.PROVISIONED);
            }
            return Reaction.SERVE;
        }));
        ScanRequest all = ScanRequest.newBuilder().setTable("pairs").build();
        ScanRequest none = all.toBuilder()
                .setFilter(ExpressionCodec.encode(Condition.attributeNotExists("k")))
                .build();
        for (ScanRequest asked : List.of(all, none)) {
            Set<ByteString> found = new HashSet<>();
            int scanned = 0;
            int pages = 0;
            ScanRequest next = asked;
            PageResponse page;
            do {
                page = Fixtures.await(impatient.scan(next));
                found.addAll(page.getItemsList());
                scanned += page.getScannedCount();
                pages++;
                next = asked.toBuilder()
                        .setExclusiveStartKey(page.getLastEvaluatedKey())
                        .build();
            } while (page.hasLastEvaluatedKey());
            assertThat(pages).isEqualTo(3);
            assertThat(scanned).isEqualTo(60);
            assertThat(found).hasSize(asked == all ? 60 : 0);
        }
    }

    /** What a page consumes is rounded once, so each part is told what came before it. */
    @Test
    void thePartsOfAPageSayWhatCameBefore() {
        for (int i = 0; i < 60; i++) {
            cluster.put("pairs", Fixtures.pair("k" + i, "v"));
        }
        PageResponse page = Fixtures.await(patient.scan(
                ScanRequest.newBuilder().setTable("pairs").setEarlierBytes(77).build()));
        List<ScanRequest> parts = cluster.nodes.stream()
                .flatMap(node -> node.requests(ScanRequest.class).stream())
                .sorted((one, other) -> Integer.compare(one.getEarlierBytes(), other.getEarlierBytes()))
                .toList();
        assertThat(parts).hasSize(3);
        assertThat(parts.get(0).hasEarlierBytes()).isFalse();
        assertThat(parts.get(1).getEarlierBytes()).isPositive();
        assertThat(parts.get(2).getEarlierBytes())
                .isGreaterThan(parts.get(1).getEarlierBytes())
                .isLessThan(page.getItemBytes());
    }
}
