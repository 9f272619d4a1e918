package io.stator.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.stator.client.FakeCluster.FakePartition;
import io.stator.client.FakeNode.Reaction;
import io.stator.client.routing.RoutedCalls;
import io.stator.model.CancellationReason;
import io.stator.model.CancellationReason.Code;
import io.stator.model.ErrorCode;
import io.stator.model.ItemCodec;
import io.stator.model.StatorException;
import io.stator.model.TransactionCanceledException;
import io.stator.model.expression.Condition;
import io.stator.proto.v1.BatchWriteRequest;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.TransactWriteRequest;
import io.stator.proto.v1.TransactWriteResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A transaction is sent until it is answered, and done once. While an attempt is in doubt, no other's failure is the answer. */
class TransactionSafetyTest {
    private static final TransactionCanceledException CANCELLED = new TransactionCanceledException(
            List.of(new CancellationReason(Code.CONDITIONAL_CHECK_FAILED, "The conditional request failed", null)));

    private final FakeCluster cluster = FakeCluster.of(3, 3);
    private final RoutedCalls calls = RoutedCalls.connect(
            cluster.settings().withDeadline(Duration.ofMillis(1_000)).withAttemptTimeout(Duration.ofMillis(100)),
            cluster.channels());

    /** Of the requests to the leader that {@link #behave} is about. */
    private final AtomicInteger count = new AtomicInteger();

    /** What becomes of the nth request, from 1; throws to refuse it. */
    private interface Script {
        Reaction on(int number);
    }

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
    void whatIsLostIsDoneOnce() {
        for (Reaction loss : List.of(Reaction.ANSWER_LOST, Reaction.LOST)) {
            behave(TransactWriteRequest.class, number -> number == 1 ? loss : Reaction.SERVE);
            Fixtures.await(calls.transactWrite(onlyNew("a")));
            assertThat(count.get()).isEqualTo(2);
            Fixtures.await(calls.delete(DeleteRequest.newBuilder()
                    .setTable("pairs")
                    .setKey(ItemCodec.encode(Fixtures.key("a")))
                    .build()));
        }
        assertThat(tokens()).hasSize(2);
    }

    @Test
    void whatHangsIsAnsweredByTheNextLeader() {
        Fixtures.await(calls.transactWrite(onlyNew("a")));
        FakePartition partition = cluster.partitionOf("pairs", Fixtures.key("a"));
        int paused = partition.leader;
        cluster.node(paused).behave(request -> Reaction.HANG);
        CompletableFuture<TransactWriteResponse> hanging = calls.transactWrite(onlyNew("a").toBuilder()
                .setWrites(0, onlyNew("a").getWrites(0).toBuilder().clearCondition())
                .build());
        cluster.moveLeader(partition, (paused + 1) % 3);
        Fixtures.await(hanging);
    }

    @Test
    void whatIsCancelledIsNotSentAgain() {
        behave(TransactWriteRequest.class, number -> {
            throw CANCELLED;
        });
        assertThat(Fixtures.failure(calls.transactWrite(onlyNew("a"))))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(count.get()).isEqualTo(1);
    }

    /** The lost one may begin later: the token is free again. */
    @Test
    void whatIsCancelledAfterALostAttemptIsUnknown() {
        behave(TransactWriteRequest.class, number -> {
            if (number == 1) {
                return Reaction.LOST;
            }
            throw CANCELLED;
        });
        StatorException unknown = Fixtures.failure(calls.transactWrite(onlyNew("a")));
        assertThat(unknown.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(unknown).hasCauseInstanceOf(TransactionCanceledException.class);
        assertThat(count.get()).isEqualTo(2);
    }

    @Test
    void whatANodeCallsUnknownIsAskedForByTheSameToken() {
        behave(TransactWriteRequest.class, number -> {
            if (number == 1) {
                throw new StatorException(ErrorCode.OUTCOME_UNKNOWN, "no decision was heard of");
            }
            return Reaction.SERVE;
        });
        Fixtures.await(calls.transactWrite(onlyNew("a")));
        assertThat(count.get()).isEqualTo(2);
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void whatIsInProgressIsAnothersUnlessAnAttemptIsInDoubt() {
        behave(TransactWriteRequest.class, number -> {
            throw inProgress();
        });
        assertThat(Fixtures.codeOf(calls.transactWrite(onlyNew("a")))).isEqualTo(ErrorCode.TRANSACTION_IN_PROGRESS);
        assertThat(count.get()).isEqualTo(1);
    }

    @Test
    void aLostAttemptInProgressIsAskedForUntilItIsDecided() {
        behave(TransactWriteRequest.class, number -> {
            if (number > 1 && number < 5) {
                throw inProgress();
            }
            return number == 1 ? Reaction.LOST : Reaction.SERVE;
        });
        Fixtures.await(calls.transactWrite(onlyNew("a")));
        assertThat(count.get()).isEqualTo(5);
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void aLostAttemptInProgressIsUnknownAtTheDeadline() {
        behave(TransactWriteRequest.class, number -> {
            if (number == 1) {
                return Reaction.ANSWER_LOST;
            }
            throw inProgress();
        });
        assertThat(Fixtures.codeOf(calls.transactWrite(onlyNew("a")))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
        assertThat(count.get()).isGreaterThan(2);
    }

    @Test
    void afterALostAttemptARefusalSaysNothing() {
        for (ErrorCode code : new ErrorCode[] {
            ErrorCode.VALIDATION,
            ErrorCode.RESOURCE_NOT_FOUND,
            ErrorCode.IDEMPOTENT_PARAMETER_MISMATCH,
            ErrorCode.TRANSACTION_CONFLICT,
            ErrorCode.CONDITIONAL_CHECK_FAILED,
            ErrorCode.INTERNAL_SERVER_ERROR,
            ErrorCode.SERVICE_UNAVAILABLE
        }) {
            behave(TransactWriteRequest.class, number -> {
                if (number == 1) {
                    return Reaction.LOST;
                }
                throw new StatorException(code, "no");
            });
            assertThat(Fixtures.codeOf(calls.transactWrite(onlyNew("a"))))
                    .as(code.name())
                    .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
            assertThat(count.get()).as(code.name()).isGreaterThan(1);
        }
    }

    @Test
    void whatWasSurelyNotDoneIsSentAgainByTheSameToken() {
        behave(TransactWriteRequest.class, number -> {
            if (number < 4) {
                throw new StatorException(
                        number == 1 ? ErrorCode.THROTTLING : ErrorCode.SERVICE_UNAVAILABLE, "not now");
            }
            return Reaction.SERVE;
        });
        Fixtures.await(calls.transactWrite(onlyNew("a")));
        assertThat(count.get()).isEqualTo(4);
        assertThat(tokens()).hasSize(1);
    }

    @Test
    void closingLeavesALostAttemptUnknown() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(3);
        RoutedCalls patient =
                RoutedCalls.connect(cluster.settings().withDeadline(Duration.ofMinutes(5)), cluster.channels());
        behave(TransactWriteRequest.class, number -> {
            asked.countDown();
            if (number == 1) {
                return Reaction.LOST;
            }
            throw inProgress();
        });
        CompletableFuture<TransactWriteResponse> open = patient.transactWrite(onlyNew("a"));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        patient.close();
        assertThat(Fixtures.codeOf(open)).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    /** The partition remembers it as the write's answer. */
    @Test
    void aConflictOfASingleWriteHoldsForItsLostAttempt() {
        behave(PutRequest.class, number -> {
            if (number == 1) {
                return Reaction.LOST;
            }
            throw conflict();
        });
        assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.TRANSACTION_CONFLICT);
        assertThat(count.get()).isEqualTo(2);
    }

    @Test
    void aConflictOfASingleWriteIsNotRetried() {
        behave(PutRequest.class, number -> {
            throw conflict();
        });
        assertThat(Fixtures.codeOf(calls.put(Fixtures.put("a", "1")))).isEqualTo(ErrorCode.TRANSACTION_CONFLICT);
        assertThat(count.get()).isEqualTo(1);
    }

    /** Of the other writes it says nothing. */
    @Test
    void aConflictInABatchHoldsForNoLostAttempt() {
        behave(BatchWriteRequest.class, number -> {
            if (number == 1) {
                return Reaction.LOST;
            }
            throw conflict();
        });
        BatchWrite batch = BatchWrite.of().put("pairs", Fixtures.pair("a", "1"));
        assertThat(Fixtures.codeOf(calls.batchWrite(Requests.of(batch)))).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    }

    private static StatorException inProgress() {
        return new StatorException(ErrorCode.TRANSACTION_IN_PROGRESS, "not decided yet");
    }

    private static StatorException conflict() {
        return new StatorException(ErrorCode.TRANSACTION_CONFLICT, "Transaction is ongoing for the item");
    }

    /** Would be refused if it were done twice. */
    private static TransactWriteRequest onlyNew(String key) {
        return TransactionRequests.of(TransactWrite.of()
                .put(Put.of("pairs", Fixtures.pair(key, "1")).onlyIf(Condition.attributeNotExists("k"))));
    }

    /** The leader; what others get they refuse as such. */
    private void behave(Class<? extends Message> type, Script script) {
        count.set(0);
        cluster.node(cluster.partitionOf("pairs", Fixtures.key("a")).leader)
                .behave(request -> type.isInstance(request) ? script.on(count.incrementAndGet()) : Reaction.SERVE);
    }

    private Set<String> tokens() {
        Set<String> tokens = new HashSet<>();
        cluster.nodes.forEach(
                node -> node.requests(TransactWriteRequest.class).forEach(write -> tokens.add(write.getToken())));
        return tokens;
    }
}
