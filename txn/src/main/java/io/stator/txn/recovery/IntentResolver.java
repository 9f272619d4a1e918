package io.stator.txn.recovery;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.Outbox;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionHeader;
import io.stator.txn.TransactionMessage;
import io.stator.txn.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets one intent out of the way: asks the record, waits while it is undecided, has it aborted when the deadline is over; then
 * commits or drops this very intent. The result is whether it is gone.
 */
public final class IntentResolver implements Conversation<Boolean> {
    private final TransactionHeader header;
    private final EncodedKey key;
    private final IntentStamp stamp;
    private final RecoveryTiming timing;
    private final Outbox outbox;
    private long giveUpAt;
    private long undecidedAt;
    private long questions;
    private @Nullable Boolean result;

    public IntentResolver(Intent intent, RecoveryTiming timing) {
        this.header = intent.header();
        this.key = intent.key();
        this.stamp = intent.stamp();
        this.timing = timing;
        this.outbox = new Outbox(timing.resendAfter());
    }

    @Override
    public List<TransactionMessage> start(long now) {
        giveUpAt = now + timing.patience();
        return ask(now);
    }

    private List<TransactionMessage> ask(long now) {
        return outbox.send(
                now > header.deadline()
                        ? new TransactionMessage.Resolve(header, key, stamp)
                        : new TransactionMessage.Ask(header, key, stamp, questions++),
                now);
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        if (!outbox.answered(message)) {
            return List.of();
        }
        if (answer instanceof TransactionAnswer.Settled settled) {
            return settled(settled.verdict(), now);
        }
        result = true;
        return List.of();
    }

    private List<TransactionMessage> settled(Verdict verdict, long now) {
        return switch (verdict) {
            case COUNTED -> outbox.send(new TransactionMessage.Commit(key, header.id(), stamp), now);
            case NOT_COUNTED -> outbox.send(new TransactionMessage.Drop(key, header.id(), stamp), now);
            case UNDECIDED -> {
                undecidedAt = now;
                yield List.of();
            }
        };
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        if (isOver()) {
            return List.of();
        }
        if (now > giveUpAt) {
            outbox.clear();
            result = false;
            return List.of();
        }
        if (outbox.isEmpty()) {
            return now - undecidedAt >= timing.askAgainAfter() ? ask(now) : List.of();
        }
        return outbox.due(now);
    }

    @Override
    public @Nullable Boolean result() {
        return result;
    }

    @Override
    public boolean isOver() {
        return result != null;
    }
}
