package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.FakeNode.Reaction;
import io.stator.model.AttributeValue;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.ErrorCode;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.KeyCodec;
import io.stator.model.Limits;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.TransactionCanceledException;
import io.stator.model.expression.Condition;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactWriteRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions of one request. */
class TransactionsTest {
    private static final String MULTIPLE_OPERATIONS =
            "Transaction request cannot include multiple operations on one item";

    private final FakeCluster cluster = FakeCluster.of(3, 4);
    private final StatorClient client = Fixtures.client(cluster);
    private final BlockingStatorClient stator = client.blocking();

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
    void allOfItIsDone() {
        cluster.put("pairs", Fixtures.pair("a", "1"));
        cluster.put("pairs", Fixtures.pair("b", "1"));
        stator.transactWrite(TransactWrite.of()
                .put(Put.of("pairs", Fixtures.pair("c", "1")).onlyIf(Condition.attributeNotExists("k")))
                .update(Update.of("pairs", Fixtures.key("a")).set("v", new AttributeValue.S("2")))
                .delete(Delete.of("pairs", Fixtures.key("b")).onlyIf(Condition.attributeExists("k")))
                .check(ConditionCheck.of("notes", Fixtures.note("ann", 1), Condition.attributeNotExists("author")))
                .put(Put.of("notes", Fixtures.note("ann", 2))));
        assertThat(stator.transactGet(TransactGet.of()
                        .get(Get.of("pairs", Fixtures.key("a")))
                        .get(Get.of("pairs", Fixtures.key("b")))
                        .get(Get.of("notes", Fixtures.note("ann", 1)))
                        .get(Get.of("notes", Fixtures.note("ann", 2)))
                        .get(Get.of("pairs", Fixtures.key("c")))))
                .containsExactly(
                        Optional.of(Fixtures.pair("a", "2")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Fixtures.note("ann", 2)),
                        Optional.of(Fixtures.pair("c", "1")));
    }

    @Test
    void orNothingIsAndTheReasonsAreInOrder() {
        cluster.put("pairs", Fixtures.pair("a", "1"));
        TransactWrite write = TransactWrite.of()
                .put(Put.of("notes", Fixtures.note("ann", 1)))
                .put(Put.of("pairs", Fixtures.pair("a", "2"))
                        .onlyIf(Condition.attributeNotExists("k"))
                        .returningItemOnConditionFailure())
                .check(ConditionCheck.of("pairs", Fixtures.key("b"), Condition.attributeExists("k"))
                        .returningItemOnConditionFailure())
                .delete(Delete.of("pairs", Fixtures.key("c")));
        List<CancellationReason> reasons = List.of(
                CancellationReason.NONE,
                new CancellationReason(
                        Code.CONDITIONAL_CHECK_FAILED, "The conditional request failed", Fixtures.pair("a", "1")),
                new CancellationReason(Code.CONDITIONAL_CHECK_FAILED, "The conditional request failed", null),
                CancellationReason.NONE);
        assertThat(Fixtures.failure(client.transactWrite(write)))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        cancelled -> assertThat(cancelled.reasons()).isEqualTo(reasons));
        assertThatThrownBy(() -> stator.transactWrite(write))
                .isInstanceOfSatisfying(TransactionCanceledException.class, cancelled -> {
                    assertThat(cancelled.reasons()).isEqualTo(reasons);
                    assertThat(cancelled.getStackTrace())
                            .anyMatch(frame -> frame.getClassName().startsWith(TransactionsTest.class.getName()));
                });
        assertThat(cluster.items).hasSize(1);
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "1"));
    }

    @Test
    void eachGetHasItsOwnProjectionAndNoneIsEventual() {
        cluster.put("pairs", Fixtures.pair("a", "1"));
        assertThat(stator.transactGet(TransactGet.of()
                        .get(Get.of("pairs", Fixtures.key("a")).eventual().projection(Projection.of("v")))
                        .get(Get.of("pairs", Fixtures.key("b")).projection(Projection.of("v")))))
                .containsExactly(Optional.of(Item.builder().set("v", "1").build()), Optional.empty());
    }

    /** Of some requests, the items lie in different partitions, so that one that went by another than the first would be refused. */
    @Test
    void itGoesStraightToTheLeaderOfItsFirstItem() {
        for (int i = 0; i < 30; i++) {
            Fixtures.await(client.transactWrite(TransactWrite.of()
                    .put(Put.of("pairs", Fixtures.pair("a" + i, "1")))
                    .put(Put.of("notes", Fixtures.note("b", i)))
                    .put(Put.of("pairs", Fixtures.pair("c" + i, "1")))));
            Fixtures.await(client.transactGet(TransactGet.of()
                    .get(Get.of("pairs", Fixtures.key("c" + i)))
                    .get(Get.of("pairs", Fixtures.key("a" + i)))));
        }
        assertThat(writes()).hasSize(30);
        assertThat(cluster.nodes.stream()
                        .mapToInt(
                                node -> node.requests(TransactGetRequest.class).size())
                        .sum())
                .isEqualTo(30);
    }

    @Test
    void aSplitIsFollowed() {
        Put put = Put.of("pairs", Fixtures.pair("a", "1"));
        stator.transactWrite(TransactWrite.of().put(put));
        cluster.split(
                cluster.partitionOf("pairs", put.item()),
                KeyCodec.encodeKey(cluster.table("pairs"), put.item()).position(),
                1);
        stator.transactWrite(TransactWrite.of().put(put));
        assertThat(stator.transactGet(TransactGet.of().get(Get.of("pairs", Fixtures.key("a")))))
                .containsExactly(Optional.of(put.item()));
    }

    @Test
    void aTableThatWasMadeAnewIsLearntAnew() {
        TransactWrite write = TransactWrite.of().put(Put.of("pairs", Fixtures.pair("a", "1")));
        stator.transactWrite(write);
        cluster.dropTable("pairs");
        cluster.createTable(Fixtures.PAIRS);
        stator.transactWrite(write);
        assertThat(cluster.items).hasSize(1);
        cluster.dropTable("pairs");
        assertThat(Fixtures.codeOf(client.transactWrite(write))).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND);
    }

    @Test
    void everyRequestHasATokenOfItsOwn() {
        for (int i = 0; i < 20; i++) {
            stator.transactWrite(TransactWrite.of().put(Put.of("pairs", Fixtures.pair("a", "1"))));
        }
        Set<String> tokens = new HashSet<>();
        writes().forEach(write -> tokens.add(write.getToken()));
        assertThat(tokens).hasSize(20).allMatch(token -> token.length() == 32);
    }

    @Test
    void aTokenIsGoodForOneRequest() {
        TransactWrite write = TransactWrite.of()
                .put(Put.of("pairs", Fixtures.pair("a", "1")).onlyIf(Condition.attributeNotExists("k")))
                .withToken("T".repeat(Limits.TRANSACTION_TOKEN_CHARS_MAX));
        stator.transactWrite(write);
        stator.transactWrite(write);
        TransactWrite other = TransactWrite.of()
                .put(Put.of("pairs", Fixtures.pair("a", "2")))
                .withToken("T".repeat(Limits.TRANSACTION_TOKEN_CHARS_MAX));
        assertThat(Fixtures.codeOf(client.transactWrite(other))).isEqualTo(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH);
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "1"));
    }

    @Test
    void whatIsWrongIsFoundWithoutTheServer() {
        Put put = Put.of("pairs", Fixtures.pair("a", "1"));
        Update update = Update.of("pairs", Fixtures.key("a"));
        Map<TransactWrite, String> wrong = new LinkedHashMap<>();
        wrong.put(
                TransactWrite.of(),
                "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must"
                        + " have length greater than or equal to 1");
        wrong.put(puts(101, 1), "constraint: Member must have length less than or equal to 100");
        wrong.put(TransactWrite.of().put(put).update(update), MULTIPLE_OPERATIONS);
        wrong.put(TransactWrite.of().put(put).put(put), MULTIPLE_OPERATIONS);
        wrong.put(TransactWrite.of().put(put.returningOld()), "Return values set to invalid value");
        wrong.put(
                TransactWrite.of().update(update.returning(ReturnValues.UPDATED_NEW)),
                "Return values set to invalid value");
        wrong.put(
                TransactWrite.of().delete(Delete.of("pairs", Fixtures.key("a")).returningOld()),
                "Return values set to invalid value");
        wrong.put(
                TransactWrite.of().update(update.set("k", new AttributeValue.S("b"))),
                "Cannot update attribute k. This attribute is part of the key");
        wrong.put(
                TransactWrite.of()
                        .check(ConditionCheck.of("pairs", Fixtures.pair("a", "1"), Condition.attributeExists("k"))),
                "The provided key element does not match the schema");
        wrong.put(
                TransactWrite.of().put(put).withToken(""),
                "1 validation error detected: Value '' at 'clientRequestToken' failed to satisfy constraint: Member must"
                        + " have length greater than or equal to 1");
        wrong.put(
                TransactWrite.of().put(put).withToken("T".repeat(Limits.TRANSACTION_TOKEN_CHARS_MAX + 1)),
                "'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36");
        wrong.forEach((write, message) -> assertThat(Fixtures.failure(client.transactWrite(write)))
                .hasMessageContaining(message)
                .extracting(StatorException::code)
                .isEqualTo(ErrorCode.VALIDATION));
        assertThat(writes()).isEmpty();
        stator.transactWrite(puts(100, 1));
    }

    /** Believed of the reads: that the words are the same as for writes. */
    @Test
    void whatIsWrongWithReadsIsFoundWithoutTheServer() {
        Get get = Get.of("pairs", Fixtures.key("a"));
        Map<TransactGet, String> wrong = new LinkedHashMap<>();
        wrong.put(TransactGet.of(), "Member must have length greater than or equal to 1");
        wrong.put(gets(101), "Member must have length less than or equal to 100");
        wrong.put(TransactGet.of().get(get).get(get), MULTIPLE_OPERATIONS);
        wrong.put(
                TransactGet.of().get(Get.of("pairs", Fixtures.pair("a", "1"))),
                "The provided key element does not match the schema");
        wrong.forEach((read, message) -> assertThat(Fixtures.failure(client.transactGet(read)))
                .hasMessageContaining(message)
                .extracting(StatorException::code)
                .isEqualTo(ErrorCode.VALIDATION));
        assertThat(stator.transactGet(gets(100))).hasSize(100);
    }

    @Test
    void fourMegabytesAreNotTooMuch() {
        int most = Limits.ITEM_BYTES_MAX;
        TransactWrite ten = puts(10, most);
        int rest = Limits.TRANSACTION_BYTES_MAX - 10 * most;
        Fixtures.await(client.transactWrite(ten.put(Put.of("pairs", itemOf("rest", rest)))));
        // Believed: no source was found for the words.
        assertThat(Fixtures.failure(client.transactWrite(ten.put(Put.of("pairs", itemOf("rest", rest + 1))))))
                .hasMessage(ErrorMessages.TRANSACTION_TOO_LARGE)
                .extracting(StatorException::code)
                .isEqualTo(ErrorCode.VALIDATION);
        assertThat(writes()).hasSize(1);
    }

    /** Which no item counts, but every node that takes it in. */
    @Test
    void hugeConditionsAreTooMuch() {
        Condition huge = Condition.equalTo("v", new AttributeValue.S("x".repeat(1_000_000)));
        TransactWrite write = TransactWrite.of();
        for (int i = 0; i < 20; i++) {
            write = write.check(ConditionCheck.of("pairs", Fixtures.key("k" + i), huge));
        }
        assertThat(Fixtures.codeOf(client.transactWrite(write))).isEqualTo(ErrorCode.VALIDATION);
        assertThat(writes()).isEmpty();
    }

    @Test
    void aReadIsAskedAnewUntilItIsAnswered() {
        AtomicInteger count = new AtomicInteger();
        cluster.node(cluster.partitionOf("pairs", Fixtures.key("k0")).leader).behave(request -> {
            int number = request instanceof TransactGetRequest ? count.incrementAndGet() : 0;
            if (number == 5) {
                throw new TransactionCanceledException(
                        List.of(new CancellationReason(Code.TRANSACTION_CONFLICT, "it changed", null)));
            }
            return number == 1 || number == 2 || number == 4 ? Reaction.LOST : Reaction.SERVE;
        });
        assertThat(stator.transactGet(gets(1))).hasSize(1);
        assertThat(count.get()).isEqualTo(3);
        assertThat(Fixtures.codeOf(client.transactGet(gets(1)))).isEqualTo(ErrorCode.TRANSACTION_CANCELED);
        assertThat(count.get()).isEqualTo(5);
    }

    private List<TransactWriteRequest> writes() {
        return cluster.nodes.stream()
                .flatMap(node -> node.requests(TransactWriteRequest.class).stream())
                .toList();
    }

    private static TransactGet gets(int count) {
        return new TransactGet(IntStream.range(0, count)
                .mapToObj(i -> Get.of("pairs", Fixtures.key("k" + i)))
                .toList());
    }

    /** @param bytes of each item; less than the key takes: no more than that */
    private static TransactWrite puts(int count, int bytes) {
        TransactWrite write = TransactWrite.of();
        for (int i = 0; i < count; i++) {
            write = write.put(Put.of("pairs", itemOf("k" + i, bytes)));
        }
        return write;
    }

    private static Item itemOf(String key, int bytes) {
        return Fixtures.pair(key, "x".repeat(Math.max(0, bytes - 2 - key.length())));
    }
}
