package io.stator.txn.read;

import io.stator.txn.Conversation;
import io.stator.txn.Intent;
import io.stator.txn.Outbox;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has one intent put in that a read of many items met, if it counts. Else what is stored holds: whatever is stored when it is looked at
 * after this, the item had that value at some moment since this began. For if an intent stands then, be it this one or a later one, then
 * nothing was put in since it was not counted, or since before it was made.
 */
public final class CountedIntent implements Conversation<Boolean> {
    private final Intent intent;
    private final Outbox outbox;
    private @Nullable Boolean result;

    /** @param resendAfter from a message without an answer to its next copy, as a difference of stamps */
    public CountedIntent(Intent intent, long resendAfter) {
        this.intent = intent;
        this.outbox = new Outbox(resendAfter);
    }

    @Override
    public List<TransactionMessage> start(long now) {
        return outbox.send(new TransactionMessage.Ask(intent.header(), intent.key(), intent.stamp(), 0), now);
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        if (!outbox.answered(message)) {
            return List.of();
        }
        if (answer instanceof TransactionAnswer.Settled settled && settled.verdict() == Verdict.COUNTED) {
            return outbox.send(
                    new TransactionMessage.Commit(intent.key(), intent.header().id(), intent.stamp()), now);
        }
        result = true;
        return List.of();
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        return outbox.due(now);
    }

    /** True. */
    @Override
    public @Nullable Boolean result() {
        return result;
    }

    @Override
    public boolean isOver() {
        return result != null;
    }
}
