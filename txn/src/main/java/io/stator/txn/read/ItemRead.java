package io.stator.txn.read;

import io.stator.model.EncodedKey;
import io.stator.txn.Change;
import io.stator.txn.Conversation;
import io.stator.txn.Intent;
import io.stator.txn.Outbox;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One strong read of one item. If an intent stands there, its record is asked. Is it counted, then its change holds. Else the old
 * value holds if the same intent still stands in a look taken after that answer, for then neither it nor anything else
 * went in between; if it does not, that look is a new beginning.
 */
public final class ItemRead implements Conversation<StoredValue> {
    private final EncodedKey key;
    private final Outbox outbox;
    private long number;
    private @Nullable Intent met;
    private @Nullable StoredValue metValue;
    private boolean isAsked;
    private @Nullable StoredValue result;

    /**
     * @param firstNumber of its looks and questions; others of the same conversation must have other numbers
     * @param resendAfter from a message without an answer to its next copy, as a difference of stamps
     */
    public ItemRead(EncodedKey key, long firstNumber, long resendAfter) {
        this.key = key;
        this.number = firstNumber;
        this.outbox = new Outbox(resendAfter);
    }

    @Override
    public List<TransactionMessage> start(long now) {
        return look(now);
    }

    private List<TransactionMessage> look(long now) {
        return outbox.send(new TransactionMessage.Look(key, number++), now);
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        if (!outbox.answered(message)) {
            return List.of();
        }
        if (answer instanceof TransactionAnswer.Seen seen) {
            return seen(seen.value(), seen.intent(), now);
        }
        if (answer instanceof TransactionAnswer.Settled settled && met != null && metValue != null) {
            isAsked = true;
            if (settled.verdict() != Verdict.COUNTED) {
                return look(now);
            }
            result = after(met, metValue);
        }
        return List.of();
    }

    private List<TransactionMessage> seen(StoredValue value, @Nullable Intent intent, long now) {
        if (intent == null || (isAsked && met != null && intent.is(met.header().id(), met.stamp()))) {
            result = value;
            return List.of();
        }
        met = intent;
        metValue = value;
        isAsked = false;
        return outbox.send(new TransactionMessage.Ask(intent.header(), key, intent.stamp(), number++), now);
    }

    private static StoredValue after(Intent intent, StoredValue before) {
        if (intent.change() instanceof Change.Put put) {
            return new StoredValue(intent.stamp().version(), put.item());
        }
        return intent.change() instanceof Change.Delete
                ? new StoredValue(Math.max(before.version(), intent.stamp().version()), null)
                : before;
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        return outbox.due(now);
    }

    @Override
    public @Nullable StoredValue result() {
        return result;
    }

    @Override
    public boolean isOver() {
        return result != null;
    }
}
