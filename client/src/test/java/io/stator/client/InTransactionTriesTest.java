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
import io.stator.model.StatorException;
import io.stator.model.TransactionCanceledException;
import io.stator.proto.v1.TransactGetRequest;
import io.stator.proto.v1.TransactWriteRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Transactions in several steps: when they are tried again, when not, and where their work runs. */
class InTransactionTriesTest extends InTransactionFixture {
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
                RoutedCalls.connect(cluster.settings().withDeadline(Duration.ofSeconds(2)), cluster.channels()))) {
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
}
