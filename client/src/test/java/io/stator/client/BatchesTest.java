package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.FakeNode.Reaction;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.StatorException;
import io.stator.proto.v1.BatchGetRequest;
import io.stator.proto.v1.BatchWriteRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches are split by partition, sent in parallel and merged. */
class BatchesTest {
    private final FakeCluster cluster = FakeCluster.of(3, 3);
    private final StatorClient client = new GrpcStatorClient(
            RoutedCalls.connect(cluster.settings().withDeadline(Duration.ofMillis(800)), cluster.channels()));

    @BeforeEach
    void createTables() {
        cluster.createTable(Fixtures.PAIRS);
        cluster.createTable(Fixtures.NOTES);
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @Test
    void whatIsWrittenInBatchesIsReadInBatches() {
        for (int batch = 0; batch < 4; batch++) {
            assertThat(Fixtures.await(client.batchWrite(puts(batch * 25, 25))).entries())
                    .isEmpty();
        }
        BatchGet all = BatchGet.of();
        for (int i = 0; i < 100; i++) {
            all = all.get(get(i));
        }
        BatchGetResult result = Fixtures.await(client.batchGet(all));
        assertThat(result.unprocessed().gets()).isEmpty();
        assertThat(result.items()).containsOnlyKeys("pairs");
        assertThat(result.items().get("pairs")).hasSize(100);
        cluster.nodes.forEach(node -> {
            assertThat(node.requests(BatchWriteRequest.class)).hasSize(4);
            assertThat(node.requests(BatchGetRequest.class)).hasSize(1);
        });

        Fixtures.await(client.batchWrite(
                BatchWrite.of().delete("pairs", Fixtures.key("k0")).put("notes", Fixtures.note("ann", 1))));
        BatchGetResult mixed = Fixtures.await(client.batchGet(BatchGet.of()
                .get(get(0))
                .get(get(1))
                .get(Get.of("notes", Fixtures.note("ann", 1)).eventual())));
        assertThat(mixed.items().get("pairs")).containsExactly(Fixtures.pair("k1", "v"));
        assertThat(mixed.items().get("notes")).containsExactly(Fixtures.note("ann", 1));
    }

    @Test
    void limitsAreKept() {
        assertThat(Fixtures.codeOf(client.batchWrite(puts(0, 26)))).isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(client.batchWrite(BatchWrite.of()))).isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(client.batchGet(BatchGet.of()))).isEqualTo(ErrorCode.VALIDATION);
        BatchGet tooMany =
                new BatchGet(IntStream.range(0, 101).mapToObj(this::get).toList());
        assertThat(Fixtures.codeOf(client.batchGet(tooMany))).isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(client.batchGet(BatchGet.of().get(get(1)).get(get(1)))))
                .isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(client.batchGet(BatchGet.of().get(get(1)).get(get(2).eventual()))))
                .isEqualTo(ErrorCode.VALIDATION);
        assertThat(Fixtures.codeOf(client.batchWrite(puts(0, 1).delete("pairs", Fixtures.key("k0")))))
                .isEqualTo(ErrorCode.VALIDATION);
    }

    @Test
    void aPartitionThatCannotBeHadLeavesItsPartUnprocessed() {
        Fixtures.await(client.batchWrite(puts(0, 25)));
        FakeNode down = cluster.node(0);
        down.behave(request -> {
            if (request instanceof BatchWriteRequest || request instanceof BatchGetRequest) {
                throw new StatorException(ErrorCode.THROTTLING, "too much");
            }
            return Reaction.SERVE;
        });
        Set<Item> ofNodeDown = new HashSet<>();
        for (int i = 0; i < 25; i++) {
            if (cluster.partitionOf("pairs", Fixtures.key("k" + i)).leader == 0) {
                ofNodeDown.add(Fixtures.key("k" + i));
            }
        }
        assertThat(ofNodeDown).isNotEmpty().hasSizeLessThan(25);

        BatchWrite undone = Fixtures.await(client.batchWrite(puts(0, 25)));
        assertThat(undone.entries()).hasSameSizeAs(ofNodeDown);
        BatchGetResult result = Fixtures.await(client.batchGet(
                new BatchGet(IntStream.range(0, 25).mapToObj(this::get).toList())));
        assertThat(new HashSet<>(
                        result.unprocessed().gets().stream().map(Get::key).toList()))
                .isEqualTo(ofNodeDown);
        assertThat(result.unprocessed().gets()).allMatch(get -> get.consistency() == ReadConsistency.STRONG);
        assertThat(result.items().get("pairs")).hasSize(25 - ofNodeDown.size());

        cluster.nodes.forEach(node -> node.behave(request -> {
            throw new StatorException(ErrorCode.THROTTLING, "too much");
        }));
        assertThat(Fixtures.codeOf(client.batchWrite(puts(0, 25)))).isEqualTo(ErrorCode.THROTTLING);
    }

    @Test
    void anUnknownPartMakesTheBatchUnknown() {
        Fixtures.await(client.batchWrite(puts(0, 25)));
        cluster.node(1).behave(request -> request instanceof BatchWriteRequest ? Reaction.DIE_AFTER : Reaction.SERVE);
        cluster.node(2).behave(request -> {
            if (request instanceof BatchWriteRequest batch && batch.getRoute().getPartitionId() == 3) {
                throw new StatorException(ErrorCode.VALIDATION, "no");
            }
            return Reaction.SERVE;
        });
        assertThat(Fixtures.codeOf(client.batchWrite(puts(0, 25)))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    @Test
    void aPartThatASplitTearsApartIsSplit() {
        Fixtures.await(client.batchWrite(puts(0, 25)));
        List<Item> keys =
                IntStream.range(0, 25).mapToObj(i -> Fixtures.key("k" + i)).toList();
        for (Item key : List.of(keys.get(3), keys.get(7), keys.get(11))) {
            cluster.split(
                    cluster.partitionOf("pairs", key),
                    KeyCodec.encodeKey(cluster.table("pairs"), key).position(),
                    1);
        }
        assertThat(Fixtures.await(client.batchWrite(puts(0, 25))).entries()).isEmpty();
        assertThat(cluster.items).hasSize(25);
    }

    @Test
    void whatExceedsSixteenMegabytesIsLeftForAnotherBatch() {
        String value = "x".repeat(250_000);
        for (int i = 0; i < 100; i++) {
            cluster.put("pairs", Fixtures.pair("k" + i, value));
        }
        BatchGet all = new BatchGet(IntStream.range(0, 100).mapToObj(this::get).toList());
        BatchGetResult first = Fixtures.await(client.batchGet(all));
        int itemBytes = ItemCodec.encode(Fixtures.pair("k10", value)).size();
        assertThat(pairsOf(first)).hasSizeBetween(65, (16 << 20) / itemBytes + 1);
        assertThat(first.unprocessed().gets()).hasSize(100 - pairsOf(first).size());

        BatchGetResult second = Fixtures.await(client.batchGet(first.unprocessed()));
        Set<Item> seen = new HashSet<>(pairsOf(first));
        seen.addAll(pairsOf(second));
        assertThat(seen).hasSize(100);
        assertThat(second.unprocessed().gets()).isEmpty();
    }

    private static List<Item> pairsOf(BatchGetResult result) {
        return result.items().getOrDefault("pairs", List.of());
    }

    private Get get(int i) {
        return Get.of("pairs", Fixtures.key("k" + i));
    }

    private static BatchWrite puts(int from, int count) {
        BatchWrite batch = BatchWrite.of();
        for (int i = from; i < from + count; i++) {
            batch = batch.put("pairs", Fixtures.pair("k" + i, "v"));
        }
        return batch;
    }
}
