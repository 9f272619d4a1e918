package io.stator.txn.recovery;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.Outbox;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionRecord;
import io.stator.txn.TransactionRecord.Aborted;
import io.stator.txn.TransactionRecord.Committed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes one record, as it was found, one step on: a committed one to the confirmation of all of its
 * intents, one that nobody needs to its removal. The result is whether the step was done.
 */
public final class RecordRecovery implements Conversation<Boolean> {
    private final TransactionRecord record;
    private final RecoveryTiming timing;
    private final Outbox outbox;
    private final List<EncodedKey> committed = new ArrayList<>();
    private long giveUpAt;
    private @Nullable Boolean result;

    /** @param record {@link #isDue} */
    public RecordRecovery(TransactionRecord record, RecoveryTiming timing) {
        this.record = record;
        this.timing = timing;
        this.outbox = new Outbox(timing.resendAfter());
    }

    /** Whether there is something to do: before, its coordinator is at work, or somebody may still ask. */
    public static boolean isDue(TransactionRecord record, long now) {
        if (record instanceof Committed decided && decided.unconfirmed().isEmpty()) {
            return now > decided.keepUntil();
        }
        return now
                > (record instanceof Aborted aborted
                        ? aborted.keepUntil()
                        : record.header().deadline());
    }

    @Override
    public List<TransactionMessage> start(long now) {
        giveUpAt = now + timing.patience();
        if (record instanceof Committed decided && !decided.unconfirmed().isEmpty()) {
            List<TransactionMessage> commits = new ArrayList<>();
            decided.unconfirmed().stamps().forEach((key, stamp) -> {
                commits.add(new TransactionMessage.Commit(key, record.header().id(), stamp));
            });
            return outbox.send(commits, now);
        }
        return outbox.send(new TransactionMessage.Remove(record.header()), now);
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        if (!outbox.answered(message)) {
            return List.of();
        }
        if (message instanceof TransactionMessage.Commit commit) {
            committed.add(commit.to());
            return outbox.isEmpty()
                    ? outbox.send(new TransactionMessage.Confirm(record.header(), committed), now)
                    : List.of();
        }
        result = true;
        return List.of();
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
