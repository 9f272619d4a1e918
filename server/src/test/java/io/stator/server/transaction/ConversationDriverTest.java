package io.stator.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import io.stator.partition.HybridClock;
import io.stator.server.Eventually;
import io.stator.txn.Conversation;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationDriverTest {
    private static final TransactionMessage LOOK =
            new TransactionMessage.Look(new EncodedKey(1, 1, ByteString.copyFromUtf8("k"), ByteString.EMPTY), 0);

    private final AtomicLong wallMillis = new AtomicLong(1_000_000);
    private final AtomicLong nanos = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ConversationDriver driver = new ConversationDriver(
            new HybridClock((InstantSource) () -> Instant.ofEpochMilli(wallMillis.get())), nanos::get, timer);

    @AfterEach
    void close() {
        driver.close();
        timer.shutdownNow();
    }

    /** Sends a message, knows its result at the first answer, and is over at the second. */
    private static class TwoAnswers implements Conversation<String> {
        private final List<String> seen = new ArrayList<>();

        @Override
        public List<TransactionMessage> start(long now) {
            seen.add("start");
            return List.of(LOOK);
        }

        @Override
        public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
            seen.add("answer");
            return seen.size() == 2 ? List.of(LOOK) : List.of();
        }

        @Override
        public List<TransactionMessage> tick(long now) {
            return List.of();
        }

        @Override
        public @Nullable String result() {
            return seen.size() > 1 ? "known" : null;
        }

        @Override
        public boolean isOver() {
            return seen.size() > 2;
        }
    }

    @Test
    void itGoesOnAfterTheResultIsKnownAndIsForgottenWhenOver() {
        TwoAnswers conversation = new TwoAnswers();
        CompletableFuture<String> result = driver.run(
                conversation,
                (messages, answered) ->
                        messages.forEach(message -> answered.accept(message, new TransactionAnswer.Done())),
                1_000);
        assertThat(result.join()).isEqualTo("known");
        assertThat(conversation.seen).containsExactly("start", "answer", "answer");
        assertThat(driver.open()).isZero();
    }

    @Test
    void whatTakesTooLongIsAbandoned() {
        CompletableFuture<String> result = driver.run(new TwoAnswers(), (messages, answered) -> {}, 1_000);
        assertThat(driver.open()).isEqualTo(1);
        // Whatever the wall clock does meanwhile.
        wallMillis.addAndGet(-500_000);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        Eventually.await(Duration.ofSeconds(30), "it is abandoned", result::isDone);
        isUnknown(result);
        assertThat(driver.open()).isZero();
    }

    @Test
    void whatIsUnderWayWhenTheNodeClosesIsUnknown() {
        CompletableFuture<String> before = driver.run(new TwoAnswers(), (messages, answered) -> {}, 1_000);
        driver.close();
        isUnknown(before);
        isUnknown(driver.run(new TwoAnswers(), (messages, answered) -> {}, 1_000));
        assertThat(driver.open()).isZero();
    }

    @Test
    void oneThatFailsIsAbandonedAndTheOthersGoOn() {
        TwoAnswers failing = new TwoAnswers() {
            @Override
            public List<TransactionMessage> tick(long now) {
                throw new IllegalStateException("a bug");
            }
        };
        CompletableFuture<String> failed = driver.run(failing, (messages, answered) -> {}, 1_000);
        CompletableFuture<String> other = driver.run(new TwoAnswers(), (messages, answered) -> {}, 1_000);
        Eventually.await(Duration.ofSeconds(30), "it is abandoned", failed::isDone);
        isUnknown(failed);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        Eventually.await(Duration.ofSeconds(30), "the other one hears of the time", other::isDone);
        assertThat(driver.open()).isZero();
    }

    @Test
    void whatCannotBeSentIsNotTheEnd() {
        CompletableFuture<String> result = driver.run(
                new TwoAnswers(),
                (messages, answered) -> {
                    throw new StatorException(ErrorCode.SERVICE_UNAVAILABLE, "no catalog yet");
                },
                1_000);
        assertThat(result).isNotDone();
        assertThat(driver.open()).isEqualTo(1);
    }

    private static void isUnknown(CompletableFuture<?> result) {
        assertThatThrownBy(result::join)
                .cause()
                .isInstanceOfSatisfying(
                        StatorException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
    }
}
