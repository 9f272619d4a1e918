package io.stator.server.transaction;

import io.stator.model.CancellationReason;
import io.stator.model.EncodedKey;
import io.stator.model.ErrorMessages;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TransactionCanceledException;
import io.stator.partition.HybridClock;
import io.stator.partition.SizedItem;
import io.stator.txn.Conversation;
import io.stator.txn.StoredValue;
import io.stator.txn.read.ItemRead;
import io.stator.txn.read.TransactionalRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Reads items as they were at one moment; writes nothing. Thread-safe. */
public final class SnapshotReads {
    private static final int ROUNDS_MAX = 8;
    private static final long MILLIS_MAX = 5_000;

    private final ConversationDriver driver;
    private final MessageSender steps;
    private final AtomicLong heldBytes = new AtomicLong();

    public SnapshotReads(ConversationDriver driver, MessageSender steps) {
        this.driver = driver;
        this.steps = steps;
    }

    /**
     * An item, or that there is none.
     *
     * @param version by which a transaction can require it; 0: there is none
     */
    public record Versioned(Optional<SizedItem> item, long version) {
        private static Versioned of(StoredValue value) {
            return new Versioned(IntentWaits.sized(value), value.item() == null ? 0 : value.version());
        }
    }

    /**
     * In the order of the keys. Fails with TransactionCanceledException if they changed whenever they were looked at, with
     * ValidationException if they are too large together, and with ThrottlingException if reads of this node hold too much.
     *
     * @param keys each once, at least one
     */
    public CompletableFuture<List<Versioned>> read(List<EncodedKey> keys) {
        long resendAfter = HybridClock.stamps(ConversationTiming.RESEND_MILLIS);
        return keys.size() == 1
                ? run(new ItemRead(keys.get(0), 0, resendAfter)).thenApply(value -> List.of(Versioned.of(value)))
                : run(new TransactionalRead(keys, ROUNDS_MAX, resendAfter))
                        .thenApply(SnapshotReads::found)
                        .thenApply(SnapshotReads::notTooLarge);
    }

    private static List<Versioned> notTooLarge(List<Versioned> found) {
        long bytes = 0;
        for (Versioned each : found) {
            bytes += each.item().map(SizedItem::sizeBytes).orElse(0);
        }
        if (bytes > Limits.TRANSACTION_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.TRANSACTION_TOO_LARGE);
        }
        return found;
    }

    private <R> CompletableFuture<R> run(Conversation<R> read) {
        LookSender sender = new LookSender(steps, heldBytes);
        CompletableFuture<R> result = driver.run(read, sender, MILLIS_MAX);
        sender.tooMuch().exceptionally(refusal -> {
            result.completeExceptionally(refusal);
            return null;
        });
        return result.whenComplete((value, failure) -> sender.end());
    }

    private static List<Versioned> found(TransactionalRead.Result result) {
        if (result instanceof TransactionalRead.Found found) {
            return found.values().stream().map(Versioned::of).toList();
        }
        if (result instanceof TransactionalRead.Conflicted conflicted) {
            List<CancellationReason> reasons = new ArrayList<>();
            for (boolean changed : conflicted.changed()) {
                reasons.add(
                        changed
                                ? new CancellationReason(
                                        CancellationReason.Code.TRANSACTION_CONFLICT,
                                        ErrorMessages.TRANSACTION_CONFLICT,
                                        null)
                                : CancellationReason.NONE);
            }
            throw new TransactionCanceledException(reasons);
        }
        throw new IllegalStateException("a result of no known kind");
    }
}
