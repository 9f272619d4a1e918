package io.stator.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.stator.consensus.MonotonicClock;
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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Keeps the tick for the test to run. */
    private static final class TickByHand extends ScheduledThreadPoolExecutor {
        private Runnable tick = () -> {};

        TickByHand() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(
                Runnable command, long initialDelay, long delay, TimeUnit unit) {
            tick = command;
            return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
        }
    }

    @Test
    void itHearsOfTheTimeOnlyAfterItsStart() {
        List<String> seen = new ArrayList<>();
        TwoAnswers conversation = new TwoAnswers() {
            @Override
            public List<TransactionMessage> start(long now) {
                seen.add("start");
                return List.of();
            }

            @Override
            public List<TransactionMessage> tick(long now) {
                seen.add("tick");
                return List.of();
            }
        };
        TickByHand ticks = new TickByHand();
        AtomicInteger questions = new AtomicInteger();
        // The second question for the time is that of the start: the tick comes just before it.
        MonotonicClock clock = () -> {
            if (questions.incrementAndGet() == 2) {
                ticks.tick.run();
            }
            return 0;
        };
        try (ConversationDriver interrupted =
                new ConversationDriver(new HybridClock(InstantSource.system()), clock, ticks)) {
            interrupted.run(conversation, (messages, answered) -> {}, 1_000);
            assertThat(seen).containsExactly("start");
            ticks.tick.run();
            assertThat(seen).containsExactly("start", "tick");
            assertThat(questions.get()).isGreaterThan(3);
        } finally {
            ticks.shutdownNow();
        }
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
