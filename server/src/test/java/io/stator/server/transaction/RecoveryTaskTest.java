package io.stator.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.CancellationReason;
import io.stator.model.EncodedKey;
import io.stator.partition.HybridClock;
import io.stator.partition.UnfinishedTransactions;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import io.stator.txn.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecoveryTaskTest {
    private static final UnfinishedTransactions TWO_INTENTS_OF_ONE =
            new UnfinishedTransactions(List.of(intent("a"), intent("b")), List.of());

    private final HybridClock clock = new HybridClock(InstantSource.system());
    private final AtomicLong nanos = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ConversationDriver driver = new ConversationDriver(clock, nanos::get, timer);
    private final Recovered recovered = new Recovered();

    private static final class Recovered implements TransactionListener {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void started() {}

        @Override
        public void phase(Phase phase, long nanos) {}

        @Override
        public void ended(Ending ending, long nanos) {}

        @Override
        public void inTheWay(CancellationReason.Code code) {}

        @Override
        public void recovered() {
            count.incrementAndGet();
        }

        @Override
        public void met() {}
    }

    @AfterEach
    void close() {
        driver.close();
        timer.shutdownNow();
    }

    private static Intent intent(String id) {
        EncodedKey key = new EncodedKey(1, 1, ByteString.copyFromUtf8(id), ByteString.EMPTY);
        TransactionHeader header =
                new TransactionHeader(new TransactionId(ByteString.copyFrom(new byte[16])), key, Long.MAX_VALUE);
        return new Intent(header, key, new IntentStamp(7), new Change.Nothing(), null);
    }

    private CompletableFuture<Boolean> recover(Verdict verdict) {
        MessageSender steps = (messages, answered) -> messages.forEach(message -> answered.accept(
                message,
                message instanceof TransactionMessage.Ask
                        ? new TransactionAnswer.Settled(verdict)
                        : new TransactionAnswer.Done()));
        return new RecoveryTask(driver, steps, clock, new ConversationTiming(1_000), recovered)
                .recover(TWO_INTENTS_OF_ONE);
    }

    @Test
    void aTransactionIsCountedOnceWhenItIsEnded() {
        assertThat(recover(Verdict.NOT_COUNTED).join()).isTrue();
        assertThat(recovered.count).hasValue(1);
    }

    @Test
    void oneThatCannotBeEndedIsNotCounted() {
        CompletableFuture<Boolean> recovery = recover(Verdict.UNDECIDED);
        assertThat(recovery).isNotDone();
        nanos.addAndGet(Duration.ofMillis(10_500).toNanos());
        assertThat(recovery.join()).isTrue();
        assertThat(recovered.count).hasValue(0);
    }
}
