package io.stator.server.transaction;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.StatorException;
import io.stator.partition.HybridClock;
import io.stator.partition.ItemWrite;
import io.stator.partition.SizedItem;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.txn.Intent;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.read.CountedIntent;
import io.stator.txn.read.ItemRead;
import io.stator.txn.recovery.BlockedWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What requests that are no transactions do where they meet intents of transactions. Thread-safe. */
public final class IntentWaits {
    /** Of a read: its client has asked again long before. */
    private static final long READ_MILLIS_MAX = 5_000;

    private final ConversationDriver driver;
    private final MessageSender steps;
    private final ConversationTiming times;
    private final TransactionListener listener;
    private final TransactionIds ids = new TransactionIds();

    public IntentWaits(
            ConversationDriver driver, MessageSender steps, ConversationTiming times, TransactionListener listener) {
        this.driver = driver;
        this.steps = steps;
        this.times = times;
        this.listener = listener;
    }

    /** A strong read of an item on which an intent was met. */
    public CompletableFuture<Optional<SizedItem>> read(EncodedKey key) {
        listener.met();
        return driver.run(
                        new ItemRead(key, 0, HybridClock.stamps(ConversationTiming.RESEND_MILLIS)),
                        steps,
                        READ_MILLIS_MAX)
                .thenApply(IntentWaits::sized);
    }

    static Optional<SizedItem> sized(StoredValue value) {
        ByteString encoded = value.item();
        if (encoded == null) {
            return Optional.empty();
        }
        Item item = ItemCodec.decode(encoded);
        return Optional.of(new SizedItem(encoded, ItemSize.of(item)));
    }

    /** Afterwards what is stored holds for a page that began before, as far as these intents go. */
    public CompletableFuture<Void> settle(List<Intent> intents) {
        List<CompletableFuture<Boolean>> settled = new ArrayList<>(intents.size());
        for (Intent intent : intents) {
            listener.met();
            settled.add(driver.run(
                    new CountedIntent(intent, HybridClock.stamps(ConversationTiming.RESEND_MILLIS)),
                    steps,
                    READ_MILLIS_MAX));
        }
        return CompletableFuture.allOf(settled.toArray(CompletableFuture<?>[]::new));
    }

    /**
     * A write of one item that was blocked: waits for the decision and tries again, for a while.
     *
     * @param writeCount of the partition, now
     * @param proposal proposes it once
     */
    public CompletableFuture<WriteOutcome> write(
            ItemWrite write,
            WriteOutcome.Blocked blocked,
            long writeCount,
            Function<ItemWrite, CompletableFuture<WriteOutcome>> proposal) {
        listener.met();
        // So far nothing was done. From here on all attempts are one write, whatever becomes of their answers.
        ByteString id = write.id().isNone() ? ids.bytes() : write.id().id();
        long sentAfter = write.id().isNone() || write.id().sentAfter() == WriteId.SENT_NOW
                ? writeCount
                : write.id().sentAfter();
        WriteSender sender = new WriteSender(write.withId(new WriteId(id, sentAfter)), blocked, proposal);
        driver.run(
                        new BlockedWrite(
                                write.key(),
                                HybridClock.stamps(ConversationTiming.WRITE_WAITS_MILLIS),
                                times.recovery()),
                        sender,
                        times.recoveryLimitMillis())
                .whenComplete((result, failure) -> {
                    if (failure != null || result == BlockedWrite.Result.UNKNOWN) {
                        sender.outcome.completeExceptionally(new StatorException(
                                ErrorCode.OUTCOME_UNKNOWN, "Whether the write was done is not known", failure));
                    }
                });
        return sender.outcome;
    }

    /** Sends a write's attempts to the partition here, and what is asked of transactions to wherever it belongs. */
    private final class WriteSender implements MessageSender {
        private final ItemWrite write;
        private final WriteOutcome.Blocked first;
        private final Function<ItemWrite, CompletableFuture<WriteOutcome>> proposal;
        private final CompletableFuture<WriteOutcome> outcome = new CompletableFuture<>();

        /** @param first how the first attempt was answered, before there was this conversation */
        WriteSender(
                ItemWrite write,
                WriteOutcome.Blocked first,
                Function<ItemWrite, CompletableFuture<WriteOutcome>> proposal) {
            this.write = write;
            this.first = first;
            this.proposal = proposal;
        }

        @Override
        public void send(
                List<TransactionMessage> messages, BiConsumer<TransactionMessage, TransactionAnswer> answered) {
            List<TransactionMessage> rest = new ArrayList<>();
            for (TransactionMessage message : messages) {
                if (message instanceof TransactionMessage.Write attempt) {
                    attempt(attempt, answered);
                } else {
                    rest.add(message);
                }
            }
            if (!rest.isEmpty()) {
                steps.send(rest, answered);
            }
        }

        private void attempt(
                TransactionMessage.Write attempt, BiConsumer<TransactionMessage, TransactionAnswer> answered) {
            if (attempt.attempt() == 0 && !attempt.last()) {
                answered.accept(attempt, new TransactionAnswer.Blocked(first.intent()));
                return;
            }
            proposal.apply(attempt.last() ? write.withLastAttempt() : write).whenComplete((result, failure) -> {
                if (failure != null) {
                    // Whoever asked learns it as if there had been no intent, and this conversation is over.
                    outcome.completeExceptionally(failure);
                    answered.accept(attempt, new TransactionAnswer.Done());
                } else if (result instanceof WriteOutcome.Blocked again) {
                    answered.accept(attempt, new TransactionAnswer.Blocked(again.intent()));
                } else {
                    outcome.complete(result);
                    answered.accept(
                            attempt,
                            result instanceof WriteOutcome.Conflicted
                                    ? new TransactionAnswer.Conflicted()
                                    : new TransactionAnswer.Done());
                }
            });
        }
    }
}
