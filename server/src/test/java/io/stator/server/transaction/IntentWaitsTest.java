package io.stator.server.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyCodec;
import io.stator.model.KeyType;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.txn.Change;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionId;
import io.stator.txn.TransactionMessage;
import io.stator.txn.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntentWaitsTest {
    private static final TableInfo TABLE =
            new TableInfo(1, 1, TableSchema.of("Ids", "id", KeyType.STRING), TableStatus.ACTIVE, 0);
    private static final Item ITEM = Item.builder().set("id", "a").build();
    private static final EncodedKey KEY = KeyCodec.encodeKey(TABLE, ITEM);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ConversationDriver driver =
            new ConversationDriver(new HybridClock(InstantSource.system()), System::nanoTime, timer);
    private final List<ItemWrite> attempts = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        driver.close();
        timer.shutdownNow();
    }

    private static Intent intent() {
        TransactionHeader header =
                new TransactionHeader(new TransactionId(ByteString.copyFrom(new byte[16])), KEY, Long.MAX_VALUE);
        return new Intent(header, KEY, new IntentStamp(7), new Change.Nothing(), null);
    }

    private IntentWaits waits(Verdict verdict) {
        return new IntentWaits(
                driver,
                (messages, answered) -> messages.forEach(message -> answered.accept(
                        message,
                        message instanceof TransactionMessage.Ask
                                ? new TransactionAnswer.Settled(verdict)
                                : new TransactionAnswer.Done())),
                new ConversationTiming(1_000),
                TransactionListener.NONE);
    }

    private CompletableFuture<WriteOutcome> write(IntentWaits waits, WriteId id, int blockedAgain) {
        ItemWrite write = new ItemWrite(
                TABLE, KEY, 1, new ItemWrite.Put(ItemCodec.encode(ITEM)), null, ReturnValues.NONE, false, id);
        return waits.write(write, new WriteOutcome.Blocked(intent()), 41, again -> {
            attempts.add(again);
            if (again.lastAttempt()) {
                return CompletableFuture.completedFuture(new WriteOutcome.Conflicted());
            }
            return CompletableFuture.completedFuture(
                    attempts.size() <= blockedAgain ? new WriteOutcome.Blocked(intent()) : new WriteOutcome.Done(null));
        });
    }

    /** Else a copy that comes late would be another write. */
    @Test
    void allAttemptsAreOneWrite() {
        assertThat(write(waits(Verdict.NOT_COUNTED), WriteId.NONE, 2).join()).isEqualTo(new WriteOutcome.Done(null));
        assertThat(attempts).hasSize(3);
        assertThat(attempts.get(0).id().isNone()).isFalse();
        assertThat(attempts)
                .extracting(ItemWrite::id)
                .containsOnly(attempts.get(0).id());
        assertThat(attempts.get(0).id().sentAfter()).isEqualTo(41);
    }

    @Test
    void whatTheClientCallsItsWriteStays() {
        WriteId id = new WriteId(ByteString.copyFrom(new byte[16]), 3);
        write(waits(Verdict.COUNTED), id, 0).join();
        assertThat(attempts).extracting(ItemWrite::id).containsExactly(id);
    }

    @Test
    void whileNothingIsDecidedTheLastAttemptSaysSo() {
        assertThat(write(waits(Verdict.UNDECIDED), WriteId.NONE, 1_000).join())
                .isEqualTo(new WriteOutcome.Conflicted());
        assertThat(attempts.get(attempts.size() - 1).lastAttempt()).isTrue();
    }
}
