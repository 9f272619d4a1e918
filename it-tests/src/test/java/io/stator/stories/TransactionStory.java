package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.stator.client.ConditionCheck;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.Query;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.client.Update;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.RoutedCalls;
import io.stator.client.routing.RoutingSettings;
import io.stator.model.AttributeValue;
import io.stator.model.CancellationReason.Code;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TransactionCanceledException;
import io.stator.model.expression.Condition;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.TransactionStep;
import io.stator.partition.command.TransactionStepCodec;
import io.stator.server.launch.LocalCluster;
import io.stator.txn.CanonicalOrder;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Transactions on a cluster of several partitions: all or nothing, seen by every read, and never in the way for long. */
@ExtendWith(SharedCluster.class)
class TransactionStory {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ID = "id";
    private static final String VALUE = "value";

    private static Item item(String id, String value) {
        return Item.builder().set(ID, id).set(VALUE, value).build();
    }

    private static Item key(String id) {
        return Item.builder().set(ID, id).build();
    }

    private static TableInfo table(StatorClient client, String name) throws InterruptedException {
        return NewTable.create(client, TableSchema.of(name, ID, KeyType.STRING));
    }

    @Test
    void whatIsCommittedIsSeenByEveryKindOfReadAtOnce(LocalCluster cluster) throws InterruptedException {
        String table = "txn-seen";
        try (StatorClient client = StatorClient.connect(cluster.addresses())) {
            table(client, table);
            for (int round = 0; round < 20; round++) {
                TransactWrite transaction = TransactWrite.of();
                TransactGet all = TransactGet.of();
                for (int i = 0; i < 10; i++) {
                    transaction = transaction.put(Put.of(table, item("k" + i, "r" + round)));
                    all = all.get(Get.of(table, key("k" + i)));
                }
                client.blocking().transactWrite(transaction);
                for (int i = 0; i < 10; i++) {
                    assertThat(client.blocking().get(Get.of(table, key("k" + i))))
                            .contains(item("k" + i, "r" + round));
                }
                assertThat(client.blocking().transactGet(all))
                        .extracting(found -> found.orElseThrow().get(VALUE))
                        .containsOnly(Values.string("r" + round));
                List<Item> scanned = new ArrayList<>();
                client.blocking().scanAll(Scan.of(table).strong()).forEach(scanned::add);
                assertThat(scanned).hasSize(10);
                assertThat(scanned).extracting(found -> found.get(VALUE)).containsOnly(Values.string("r" + round));
                assertThat(client.blocking()
                                .query(Query.of(table, Values.string("k3")))
                                .items())
                        .containsExactly(item("k3", "r" + round));
            }
        }
    }

    @Test
    void whatIsCancelledLeavesNothing(LocalCluster cluster) throws InterruptedException {
        String table = "txn-cancelled";
        try (StatorClient client = StatorClient.connect(cluster.addresses())) {
            table(client, table);
            client.blocking().put(Put.of(table, item("there", "old")));
            TransactWrite transaction = TransactWrite.of();
            for (int i = 0; i < 8; i++) {
                transaction = transaction.put(Put.of(table, item("new" + i, "v")));
            }
            TransactWrite failing = transaction
                    .put(Put.of(table, item("there", "new"))
                            .onlyIf(Condition.attributeNotExists(ID))
                            .returningItemOnConditionFailure())
                    .check(ConditionCheck.of(table, key("absent"), Condition.attributeExists(ID)));
            assertThatThrownBy(() -> client.blocking().transactWrite(failing))
                    .isInstanceOfSatisfying(TransactionCanceledException.class, cancelled -> {
                        assertThat(cancelled.reasons()).hasSize(10);
                        assertThat(cancelled.reasons().subList(0, 8)).allMatch(reason -> reason.code() == Code.NONE);
                        assertThat(cancelled.reasons().get(8).code()).isEqualTo(Code.CONDITIONAL_CHECK_FAILED);
                        assertThat(cancelled.reasons().get(8).item()).isEqualTo(item("there", "old"));
                        assertThat(cancelled.reasons().get(9).code()).isEqualTo(Code.CONDITIONAL_CHECK_FAILED);
                    });
            List<Item> left = new ArrayList<>();
            client.blocking().scanAll(Scan.of(table).strong()).forEach(left::add);
            assertThat(left).containsExactly(item("there", "old"));
            // Nothing keeps the items from being written either.
            client.blocking().transactWrite(transaction);
        }
    }

    /** As much as DynamoDB takes, and a little more. */
    @Test
    void aTransactionMayHaveFourMegabytes(LocalCluster cluster) throws InterruptedException {
        String table = "txn-large";
        String large = "x".repeat(390_000);
        try (StatorClient client = StatorClient.connect(cluster.addresses())) {
            table(client, table);
            TransactWrite transaction = TransactWrite.of();
            TransactGet all = TransactGet.of();
            for (int i = 0; i < 10; i++) {
                transaction = transaction.put(Put.of(table, item("k" + i, large)));
                all = all.get(Get.of(table, key("k" + i)));
            }
            client.blocking().transactWrite(transaction);
            assertThat(client.blocking().transactGet(all)).hasSize(10).allMatch(Optional::isPresent);
            TransactWrite more = transaction.put(Put.of(table, item("k10", large)));
            assertThatThrownBy(() -> client.blocking().transactWrite(more))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.VALIDATION));
            client.blocking().put(Put.of(table, item("k10", large)));
            TransactGet tooLarge = all.get(Get.of(table, key("k10")));
            assertThatThrownBy(() -> client.blocking().transactGet(tooLarge))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.VALIDATION));
        }
    }

    @Test
    void aRequestWithATokenIsDoneOnce(LocalCluster cluster) throws InterruptedException {
        String table = "txn-token";
        try (StatorClient client = StatorClient.connect(cluster.addresses())) {
            table(client, table);
            TransactWrite transaction = TransactWrite.of()
                    .update(Update.of(table, key("a")).add("n", Values.number(1)))
                    .update(Update.of(table, key("b")).add("n", Values.number(1)))
                    .withToken("once");
            List<CompletableFuture<Void>> copies = new ArrayList<>();
            for (int copy = 0; copy < 5; copy++) {
                copies.add(client.transactWrite(transaction));
            }
            for (CompletableFuture<Void> copy : copies) {
                try {
                    copy.join();
                } catch (java.util.concurrent.CompletionException e) {
                    assertThat(e.getCause())
                            .isInstanceOfSatisfying(
                                    StatorException.class,
                                    error -> assertThat(error.code())
                                            .isIn(ErrorCode.TRANSACTION_IN_PROGRESS, ErrorCode.TRANSACTION_CANCELED));
                }
            }
            client.blocking().transactWrite(transaction);
            for (String id : List.of("a", "b")) {
                assertThat(client.blocking()
                                .get(Get.of(table, key(id)))
                                .orElseThrow()
                                .get("n"))
                        .isEqualTo(Values.number(1));
            }
            TransactWrite other = TransactWrite.of()
                    .update(Update.of(table, key("a")).add("n", Values.number(2)))
                    .update(Update.of(table, key("b")).add("n", Values.number(1)))
                    .withToken("once");
            assertThatThrownBy(() -> client.blocking().transactWrite(other))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH));
        }
    }

    /** What a coordinator leaves that dies after its prepares: nobody sees it, a write waits a while, and it goes. */
    @Test
    void whatADeadCoordinatorLeavesIsInNobodysWayForLong(LocalCluster cluster) throws InterruptedException {
        String name = "txn-left";
        RoutingSettings settings = RoutingSettings.of(List.of(cluster.addresses()));
        try (StatorClient client = StatorClient.connect(cluster.addresses());
                RoutedCalls calls = RoutedCalls.connect(settings, new NettyChannelFactory())) {
            TableInfo table = table(client, name);
            client.blocking().put(Put.of(name, item("a", "old")));
            long deadline = HybridClock.stamps(System.currentTimeMillis() + 10_000);
            prepare(calls, table, List.of("a", "b"), deadline);
            assertThat(client.blocking().get(Get.of(name, key("a")))).contains(item("a", "old"));
            assertThat(client.blocking().get(Get.of(name, key("b")))).isEmpty();
            assertThat(client.blocking()
                            .query(Query.of(name, Values.string("b")))
                            .items())
                    .isEmpty();
            String undecided = CommandRun.of("txn", "list", "--endpoint", cluster.addresses()[0])
                    .out();
            assertThat(undecided).contains(name);
            assertThatThrownBy(() -> client.blocking().put(Put.of(name, item("b", "mine"))))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            error -> assertThat(error.code()).isEqualTo(ErrorCode.TRANSACTION_CONFLICT));
            assertThatThrownBy(() -> client.blocking()
                            .transactWrite(TransactWrite.of()
                                    .put(Put.of(name, item("b", "mine")))
                                    .put(Put.of(name, item("c", "mine")))))
                    .isInstanceOf(TransactionCanceledException.class);
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                client.blocking().put(Put.of(name, item("b", "mine")));
                return true;
            });
            assertThat(client.blocking().get(Get.of(name, key("b")))).contains(item("b", "mine"));
            assertThat(client.blocking().get(Get.of(name, key("a")))).contains(item("a", "old"));
            await().atMost(LIMIT)
                    .until(() -> CommandRun.of("txn", "list", "--endpoint", cluster.addresses()[0])
                            .out()
                            .isEmpty());
        }
    }

    /** The items of a transaction whose anchor is another one, before all of them. */
    private static void prepare(RoutedCalls calls, TableInfo table, List<String> ids, long deadline) {
        List<EncodedKey> keys =
                ids.stream().map(id -> KeyCodec.encodeKey(table, key(id))).toList();
        EncodedKey anchor = IntStream.range(0, 10_000)
                .mapToObj(i -> KeyCodec.encodeKey(table, key("anchor" + i)))
                .filter(key -> keys.stream().allMatch(other -> CanonicalOrder.KEYS.compare(key, other) < 0))
                .findFirst()
                .orElseThrow();
        TransactionHeader header = new TransactionHeader(
                new TransactionId(ByteString.copyFrom(ByteBuffer.allocate(16).putLong(0, System.nanoTime()))),
                anchor,
                deadline);
        for (int i = 0; i < keys.size(); i++) {
            ItemChange change = new ItemChange(
                    keys.get(i),
                    table.schemaVersion(),
                    new ItemWrite.Put(ItemCodec.encode(item(ids.get(i), "new"))),
                    null,
                    false,
                    null);
            TransactionStep step = new TransactionStep(
                    new TransactionMessage.Prepare(header, keys.get(i), i, null), 0, List.of(change));
            assertThat(calls.transactionSteps(
                                    keys.get(i).position(), List.of(TransactionStepCodec.toProto(step)), LIMIT)
                            .join()
                            .getAnswers(0)
                            .hasPrepared())
                    .isTrue();
        }
    }

    /** Nodes are killed while money is moved: none is made, none is lost, and nothing stays undecided. */
    @Test
    void moneyIsNeitherMadeNorLostWhileNodesAreKilled(LocalCluster cluster) throws InterruptedException {
        String table = "txn-money";
        long seed = System.nanoTime();
        System.out.println("transactions: seed " + seed);
        Random random = new Random(seed);
        int accounts = 12;
        try (StatorClient client = StatorClient.builder()
                .addresses(List.of(cluster.addresses()))
                .deadline(Duration.ofSeconds(5))
                .build()) {
            table(client, table);
            TransactGet all = TransactGet.of();
            for (int i = 0; i < accounts; i++) {
                client.blocking()
                        .put(Put.of(
                                table,
                                Item.builder()
                                        .set(ID, "a" + i)
                                        .set("n", Values.number(100))
                                        .build()));
                all = all.get(Get.of(table, key("a" + i)));
            }
            TransactGet everything = all;
            for (int round = 0; round < 3; round++) {
                List<CompletableFuture<Void>> underWay = new ArrayList<>();
                int victim = 1 + random.nextInt(ClusterFolder.NODES);
                for (int i = 0; i < 300; i++) {
                    if (i == 150) {
                        cluster.kill(victim);
                    }
                    int from = random.nextInt(accounts);
                    int to = (from + 1 + random.nextInt(accounts - 1)) % accounts;
                    underWay.add(client.transactWrite(TransactWrite.of()
                                    .update(Update.of(table, key("a" + from)).add("n", Values.number(-1)))
                                    .update(Update.of(table, key("a" + to)).add("n", Values.number(1))))
                            .exceptionally(failure -> null));
                    if (underWay.size() % 8 == 0) {
                        underWay.get(underWay.size() - 8).join();
                    }
                }
                underWay.forEach(CompletableFuture::join);
                cluster.start();
                await().atMost(LIMIT)
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(sum(client.blocking().transactGet(everything)))
                                .isEqualTo(100L * accounts));
            }
            await().atMost(LIMIT)
                    .until(() -> CommandRun.of("txn", "list", "--endpoint", cluster.addresses()[0])
                            .out()
                            .isEmpty());
            for (int i = 0; i < accounts; i++) {
                int account = i;
                await().atMost(LIMIT).ignoreExceptions().until(() -> {
                    client.blocking()
                            .update(Update.of(table, key("a" + account)).add("n", Values.number(0)));
                    return true;
                });
            }
            assertThat(sum(client.blocking().transactGet(everything))).isEqualTo(100L * accounts);
        }
    }

    private static long sum(List<Optional<Item>> found) {
        return found.stream()
                .map(item -> item.orElseThrow().get("n"))
                .mapToLong(value ->
                        Long.parseLong(((AttributeValue.N) value).value().toString()))
                .sum();
    }
}
