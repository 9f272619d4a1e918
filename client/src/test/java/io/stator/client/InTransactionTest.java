package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.client.FakeNode.Reaction;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.AttributeValue;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.model.TransactionCanceledException;
import io.stator.model.expression.Condition;
import io.stator.model.expression.Projection;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactWriteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions in several steps: what they see, what they commit by, and when they are tried again. */
class InTransactionTest {
    private static final Get A = Get.of("pairs", Fixtures.key("a"));
    private static final Get B = Get.of("pairs", Fixtures.key("b"));

    private final FakeCluster cluster = FakeCluster.of(3, 4);
    private final StatorClient client = Fixtures.client(cluster);
    private final BlockingStatorClient stator = client.blocking();

    /** How often the work of a test ran. */
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void createTables() {
        cluster.createTable(Fixtures.PAIRS);
        cluster.createTable(Fixtures.NOTES);
        cluster.put("pairs", Fixtures.pair("a", "1"));
        cluster.put("pairs", Fixtures.pair("b", "1"));
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @Test
    void aTransactionSeesWhatItHasWritten() {
        List<Optional<Item>> seen = stator.inTransaction(transaction -> {
            transaction.put("pairs", Fixtures.pair("a", "2"));
            transaction.put("pairs", Fixtures.pair("c", "1"));
            transaction.delete("pairs", Fixtures.key("b"));
            transaction.modify(
                    "notes",
                    Fixtures.note("ann", 1),
                    note -> note.toBuilder().set("text", "x").build());
            return transaction.getAll(TransactGet.of()
                    .get(A)
                    .get(B)
                    .get(Get.of("pairs", Fixtures.key("c")).projection(Projection.of("v")))
                    .get(Get.of("notes", Fixtures.note("ann", 1)))
                    .get(Get.of("pairs", Fixtures.key("d")))
                    .get(A.projection(Projection.of("v"))));
        });
        Item note = Fixtures.note("ann", 1).toBuilder().set("text", "x").build();
        assertThat(seen)
                .containsExactly(
                        Optional.of(Fixtures.pair("a", "2")),
                        Optional.empty(),
                        Optional.of(Item.builder().set("v", "1").build()),
                        Optional.of(note),
                        Optional.empty(),
                        Optional.of(Item.builder().set("v", "2").build()));
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "2"));
        assertThat(cluster.item("pairs", Fixtures.key("b"))).isNull();
        assertThat(cluster.item("pairs", Fixtures.key("c"))).isEqualTo(Fixtures.pair("c", "1"));
        assertThat(cluster.item("notes", Fixtures.note("ann", 1))).isEqualTo(note);
    }

    @Test
    void itIsCommittedByOneRequestWithTheVersionsOfAllThatWasRead() {
        long versionOfA = versionOf("a");
        long versionOfB = versionOf("b");
        stator.inTransaction(transaction -> {
            transaction.get(A);
            transaction.getAll(TransactGet.of().get(B).get(Get.of("pairs", Fixtures.key("absent"))));
            transaction.get(Get.of("pairs", Fixtures.key("also absent")));
            transaction.put("pairs", Fixtures.pair("b", "2"));
            transaction.put("pairs", Fixtures.pair("blind", "1"));
            transaction.delete("pairs", Fixtures.key("absent"));
            transaction.delete("pairs", Fixtures.key("blind too"));
            return null;
        });
        assertThat(writes()).hasSize(1);
        Map<String, String> seen = new TreeMap<>();
        writes().get(0).getWritesList().forEach(write -> {
            Item item = ItemCodec.decode(
                    switch (write.getActionCase()) {
                        case PUT_ITEM -> write.getPutItem();
                        case DELETE_KEY -> write.getDeleteKey();
                        case CHECK_KEY -> write.getCheckKey();
                        case UPDATE, ACTION_NOT_SET -> throw new AssertionError(write);
                    });
            assertThat(write.hasCondition()).isFalse();
            String version = write.hasExpectedVersion() ? " at " + write.getExpectedVersion() : "";
            AttributeValue.S key = (AttributeValue.S) item.get("k");
            seen.put(key == null ? "" : key.value(), write.getActionCase() + version);
        });
        assertThat(seen)
                .containsOnly(
                        Map.entry("a", "CHECK_KEY at " + versionOfA),
                        Map.entry("b", "PUT_ITEM at " + versionOfB),
                        Map.entry("absent", "DELETE_KEY at 0"),
                        Map.entry("also absent", "CHECK_KEY at 0"),
                        Map.entry("blind", "PUT_ITEM"),
                        Map.entry("blind too", "DELETE_KEY"));
    }

    /** The second read is of no use to the server: what it would say now is what the commit asks for. */
    @Test
    void aSecondReadAnswersWhatTheFirstDidAndTheCommitFindsOut() {
        List<Item> seen = new ArrayList<>();
        stator.inTransaction(transaction -> {
            seen.add(transaction.get(A).orElseThrow());
            if (runs.incrementAndGet() == 1) {
                stator.put(Put.of("pairs", Fixtures.pair("a", "2")));
            }
            seen.add(transaction.get(A).orElseThrow());
            transaction.put("pairs", Fixtures.pair("b", "2"));
            return null;
        });
        assertThat(seen)
                .containsExactly(
                        Fixtures.pair("a", "1"),
                        Fixtures.pair("a", "1"),
                        Fixtures.pair("a", "2"),
                        Fixtures.pair("a", "2"));
        assertThat(runs.get()).isEqualTo(2);
        assertThat(writes()).hasSize(2);
    }

    @Test
    void whatWasReadAsAbsentMustStillBe() {
        Get absent = Get.of("pairs", Fixtures.key("c"));
        String found = stator.inTransaction(transaction -> {
            Optional<Item> item = transaction.get(absent);
            if (runs.incrementAndGet() == 1) {
                stator.put(Put.of("pairs", Fixtures.pair("c", "another's")));
            }
            transaction.put("pairs", Fixtures.pair("d", "1"));
            return item.isPresent() ? "found" : "not found";
        });
        assertThat(found).isEqualTo("found");
        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    void whatWasNotReadMayHaveChanged() {
        stator.inTransaction(transaction -> {
            transaction.put("pairs", Fixtures.pair("a", "2"));
            runs.incrementAndGet();
            stator.put(Put.of("pairs", Fixtures.pair("a", "another's")));
            return null;
        });
        assertThat(runs.get()).isEqualTo(1);
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "2"));
    }

    @Test
    void whatWasReadAtOneMomentIsCommittedByNothing() {
        stator.inTransaction(transaction -> transaction.get(A));
        assertThat(reads()).hasSize(1);
        stator.inTransaction(transaction -> {
            transaction.get(A);
            return transaction.get(A);
        });
        assertThat(reads()).hasSize(2);
        stator.inTransaction(
                transaction -> transaction.getAll(TransactGet.of().get(A).get(B)));
        assertThat(reads()).hasSize(3);
        int answer = stator.inTransaction(transaction -> 7);
        assertThat(answer).isEqualTo(7);
        assertThat(reads()).hasSize(3);
        assertThat(writes()).isEmpty();
    }

    @Test
    void whatWasReadAtSeveralMomentsIsLookedAtOnceMore() {
        stator.inTransaction(transaction -> List.of(transaction.get(A), transaction.get(B)));
        assertThat(reads()).hasSize(3);
        assertThat(writes()).isEmpty();
        TransactGetRequest last = reads().stream()
                .filter(read -> read.getGetsCount() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(last.getGetsList()).allMatch(get -> get.hasProjection());
    }

    /** Never was a 1 and b 2 at the same time. */
    @Test
    void whatNeverWasAtOneMomentIsNotSeen() {
        List<Item> seen = stator.inTransaction(transaction -> {
            Item a = transaction.get(A).orElseThrow();
            if (runs.incrementAndGet() == 1) {
                stator.put(Put.of("pairs", Fixtures.pair("a", "2")));
                stator.put(Put.of("pairs", Fixtures.pair("b", "2")));
            }
            return List.of(a, transaction.get(B).orElseThrow());
        });
        assertThat(seen).containsExactly(Fixtures.pair("a", "2"), Fixtures.pair("b", "2"));
        assertThat(runs.get()).isEqualTo(2);
    }

    @Test
    void manyAtOnceLoseNoUpdate() throws InterruptedException {
        int each = 20;
        UnaryOperator<Item> increment = item -> {
            long count = item.get("n") instanceof AttributeValue.N number
                    ? number.value().toBigDecimal().longValueExact()
                    : 0;
            return item.toBuilder().set("n", count + 1).build();
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            threads.add(new Thread(() -> {
                for (int j = 0; j < each; j++) {
                    stator.inTransaction(transaction -> {
                        transaction.modify("pairs", Fixtures.key("counter"), increment);
                        return null;
                    });
                }
            }));
            threads.add(new Thread(() -> {
                for (int j = 0; j < each; j++) {
                    Fixtures.await(client.inTransaction(
                            transaction -> transaction.modify("pairs", Fixtures.key("counter"), increment)));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(cluster.item("pairs", Fixtures.key("counter")))
                .isEqualTo(
                        Fixtures.key("counter").toBuilder().set("n", 4L * each).build());
    }

    @Test
    void whatIsAskedIsDoneInOrderThoughNobodyWaits() {
        Optional<Item> seen = Fixtures.await(client.inTransaction(transaction -> {
            transaction.put("pairs", Fixtures.pair("c", "1"));
            transaction.modify("pairs", Fixtures.key("c"), item -> append(item, "2"));
            transaction.modify("pairs", Fixtures.key("a"), item -> append(item, "2"));
            CompletableFuture<Optional<Item>> read = transaction.get(A);
            transaction.modify("pairs", Fixtures.key("a"), item -> append(item, "3"));
            return read;
        }));
        assertThat(seen).contains(Fixtures.pair("a", "12"));
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "123"));
        assertThat(cluster.item("pairs", Fixtures.key("c"))).isEqualTo(Fixtures.pair("c", "12"));
    }

    @Test
    void aMistakeThatNobodyLookedAtFailsTheCommit() {
        assertThat(Fixtures.codeOf(client.inTransaction(transaction -> {
                    runs.incrementAndGet();
                    transaction.put("pairs", Fixtures.pair("c", "1"));
                    transaction.put("pairs", Item.builder().set("v", "no key").build());
                    return transaction.get(A);
                })))
                .isEqualTo(ErrorCode.VALIDATION);
        assertThat(runs.get()).isEqualTo(1);
        assertThat(writes()).isEmpty();
    }

    @Test
    void aChangeLeavesTheKeyAsItIs() {
        assertThatThrownBy(() -> stator.inTransaction(transaction -> {
                    transaction.modify("pairs", Fixtures.key("a"), item -> Fixtures.pair("b", "1"));
                    return null;
                }))
                .hasMessage("One or more parameter values were invalid: Cannot update attribute k."
                        + " This attribute is part of the key");
        assertThat(Fixtures.failure(client.inTransaction(transaction ->
                        transaction.modify("notes", Fixtures.note("ann", 1), note -> Fixtures.note("ann", 2)))))
                .hasMessage("One or more parameter values were invalid: Cannot update attribute number."
                        + " This attribute is part of the key");
        assertThat(writes()).isEmpty();
    }

    @Test
    void aHundredItemsAreNotTooMany() {
        stator.inTransaction(transaction -> {
            for (int i = 0; i < 99; i++) {
                transaction.put("pairs", Fixtures.pair("k" + i, "1"));
            }
            transaction.get(A);
            assertThatThrownBy(() -> transaction.get(B))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            tooMany -> assertThat(tooMany.code()).isEqualTo(ErrorCode.VALIDATION));
            return transaction.get(A);
        });
        assertThat(writes().get(0).getWritesCount()).isEqualTo(100);
        assertThatThrownBy(() -> stator.inTransaction(transaction -> {
                    for (int i = 0; i < 101; i++) {
                        transaction.put("pairs", Fixtures.pair("k" + i, "1"));
                    }
                    return null;
                }))
                .hasMessage("A transaction can have at most 100 items");
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        List<StatorException> failures = List.of(
                new StatorException(ErrorCode.TRANSACTION_IN_PROGRESS, "another's token"),
                new StatorException(ErrorCode.INTERNAL_SERVER_ERROR, "a bug"),
                new TransactionCanceledException(List.of(
                        new CancellationReason(Code.TRANSACTION_CONFLICT, null, null),
                        new CancellationReason(Code.VALIDATION_ERROR, "too large", null))),
                new TransactionCanceledException(List.of(CancellationReason.NONE, CancellationReason.NONE)));
        for (StatorException failure : failures) {
            cluster.nodes.forEach(node -> node.behave(request -> {
                if (request instanceof TransactWriteRequest) {
                    throw failure;
                }
                return Reaction.SERVE;
            }));
            runs.set(0);
            assertThat(Fixtures.codeOf(client.inTransaction(transaction -> {
                        runs.incrementAndGet();
                        return transaction.put("pairs", Fixtures.pair("c", "1"));
                    })))
                    .isEqualTo(failure.code());
            assertThatThrownBy(() -> stator.inTransaction(transaction -> {
                        runs.incrementAndGet();
                        transaction.put("pairs", Fixtures.pair("c", "1"));
                        return null;
                    }))
                    .isInstanceOfSatisfying(
                            StatorException.class,
                            thrown -> assertThat(thrown.code()).isEqualTo(failure.code()));
            assertThat(runs.get()).isEqualTo(2);
        }
    }

    @Test
    void whatTheWorkThrowsIsPassedOnAndNothingIsWritten() {
        IllegalArgumentException own = new IllegalArgumentException("not enough money");
        assertThatThrownBy(() -> stator.inTransaction(transaction -> {
                    transaction.put("pairs", Fixtures.pair("a", "2"));
                    throw own;
                }))
                .isSameAs(own);
        List<CompletableFuture<?>> failing = List.of(
                client.inTransaction(transaction -> {
                    transaction.put("pairs", Fixtures.pair("a", "2"));
                    throw own;
                }),
                client.inTransaction(transaction -> transaction
                        .put("pairs", Fixtures.pair("a", "2"))
                        .thenCompose(put -> CompletableFuture.failedFuture(own))),
                client.inTransaction(transaction -> transaction.modify("pairs", Fixtures.key("a"), item -> {
                    throw own;
                })));
        for (CompletableFuture<?> each : failing) {
            assertThatThrownBy(() -> each.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(own);
        }
        assertThat(writes()).isEmpty();
    }

    @Test
    void conflictsAreTriedAgainUntilTheDeadline() {
        refuseWrites();
        try (StatorClient impatient = new GrpcStatorClient(
                RoutedCalls.connect(cluster.settings().withDeadline(Duration.ofMillis(200)), cluster.channels()))) {
            assertThat(Fixtures.codeOf(impatient.inTransaction(transaction -> {
                        runs.incrementAndGet();
                        return transaction.put("pairs", Fixtures.pair("a", "2"));
                    })))
                    .isEqualTo(ErrorCode.TRANSACTION_CANCELED);
            assertThat(runs.getAndSet(0)).isGreaterThan(2);
            assertThatThrownBy(() -> impatient.blocking().inTransaction(transaction -> {
                        runs.incrementAndGet();
                        transaction.put("pairs", Fixtures.pair("a", "2"));
                        return null;
                    }))
                    .isInstanceOf(TransactionCanceledException.class);
            assertThat(runs.get()).isGreaterThan(2);
        }
    }

    /** Of so many, almost all wait for another try. */
    @Test
    void closingEndsTheWaitForAnotherTry() throws InterruptedException {
        refuseWrites();
        StatorClient patient = new GrpcStatorClient(RoutedCalls.connect(
                cluster.settings().withDeadline(Duration.ofMinutes(5)).withRandomBelow(bound -> bound - 1),
                cluster.channels()));
        CountDownLatch tried = new CountDownLatch(500);
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(patient.inTransaction(transaction -> {
                tried.countDown();
                return transaction.put("pairs", Fixtures.pair("a", "2"));
            }));
        }
        assertThat(tried.await(20, TimeUnit.SECONDS)).isTrue();
        patient.close();
        for (CompletableFuture<Void> each : waiting) {
            assertThat(Fixtures.codeOf(each))
                    .isIn(ErrorCode.TRANSACTION_CANCELED, ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.OUTCOME_UNKNOWN);
        }
    }

    @Test
    void anEndedTransactionTakesNothingMore() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        AtomicReference<BlockingTransaction> alsoKept = new AtomicReference<>();
        Fixtures.await(client.inTransaction(transaction -> {
            kept.set(transaction);
            return transaction.get(A);
        }));
        assertThatThrownBy(() -> stator.inTransaction(transaction -> {
                    alsoKept.set(transaction);
                    throw new IllegalArgumentException("given up");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> kept.get().get(A)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get().put("pairs", Fixtures.pair("a", "2")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> alsoKept.get().get(A)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void blockingWorkRunsOnTheCallersThread() {
        List<Thread> threads = new ArrayList<>();
        Thread caller = Thread.currentThread();
        // Answers come when the caller waits for them, on another thread.
        cluster.nodes.forEach(node -> node.behave(request -> {
            while (request instanceof TransactGetRequest
                    && Thread.currentThread() != caller
                    && caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            return Reaction.SERVE;
        }));
        stator.inTransaction(transaction -> {
            threads.add(Thread.currentThread());
            if (runs.incrementAndGet() == 1) {
                transaction.get(A);
                stator.put(Put.of("pairs", Fixtures.pair("a", "2")));
            }
            transaction.modify("pairs", Fixtures.key("a"), item -> {
                threads.add(Thread.currentThread());
                return append(item, "3");
            });
            return null;
        });
        assertThat(threads).hasSize(4).containsOnly(caller);
        assertThat(cluster.item("pairs", Fixtures.key("a"))).isEqualTo(Fixtures.pair("a", "23"));
    }

    /** As in the README. */
    @Test
    void theExamplesOfTheReadmeRun() {
        cluster.createTable(TableSchema.of("Users", "id", KeyType.STRING));
        cluster.createTable(TableSchema.of("Names", "name", KeyType.STRING));
        BlockingStatorClient db = stator;
        Item key = Item.builder().set("id", "u1").build();
        db.transactWrite(TransactWrite.of()
                .put(Put.of("Names", Item.builder().set("name", "Grace").build())
                        .onlyIf(Condition.attributeNotExists("name")))
                .update(Update.of("Users", key).set("name", AttributeValue.string("Grace"))));
        UnaryOperator<String> rename = newName -> {
            boolean renamed = db.inTransaction(tx -> {
                Item name = Item.builder().set("name", newName).build();
                if (tx.get(Get.of("Names", name)).isPresent()) {
                    return false;
                }
                tx.put("Names", name);
                tx.modify(
                        "Users",
                        key,
                        user -> user.toBuilder().set("name", newName).build());
                return true;
            });
            return renamed ? "renamed" : "taken";
        };
        assertThat(rename.apply("Grace")).isEqualTo("taken");
        assertThat(rename.apply("Hedy")).isEqualTo("renamed");
        assertThat(cluster.item("Users", key))
                .isEqualTo(key.toBuilder().set("name", "Hedy").build());
    }

    private static Item append(Item item, String text) {
        AttributeValue.S value = (AttributeValue.S) item.get("v");
        return item.toBuilder()
                .set("v", (value == null ? "" : value.value()) + text)
                .build();
    }

    private void refuseWrites() {
        cluster.nodes.forEach(node -> node.behave(request -> {
            if (request instanceof TransactWriteRequest) {
                throw new TransactionCanceledException(List.of(new CancellationReason(
                        Code.TRANSACTION_CONFLICT, "Transaction is ongoing for the item", null)));
            }
            return Reaction.SERVE;
        }));
    }

    private long versionOf(String key) {
        return cluster.versions.get(
                KeyCodec.encodeKey(cluster.table("pairs"), Fixtures.key(key)).position());
    }

    private List<TransactWriteRequest> writes() {
        return cluster.nodes.stream()
                .flatMap(node -> node.requests(TransactWriteRequest.class).stream())
                .toList();
    }

    private List<TransactGetRequest> reads() {
        return cluster.nodes.stream()
                .flatMap(node -> node.requests(TransactGetRequest.class).stream())
                .toList();
    }
}
