package io.stator.txn.recovery;

import io.stator.model.EncodedKey;
import io.stator.txn.Conversation;
import io.stator.txn.Outbox;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write that is no transaction, and may be blocked by intents: gets them out of the way and tries again, under the same request id.
 * When time is over, the last attempt says so: if that is blocked, too, the partition remembers the conflict as the
 * write's answer, so that nothing that is still on its way does the write after all.
 */
public final class BlockedWrite implements Conversation<BlockedWrite.Result> {
    public enum Result {
        /** Applied, and answered by the partition. */
        DONE,
        /** Never applied: TransactionConflictException. */
        CONFLICT,
        /** Not answered. */
        UNKNOWN
    }

    private final EncodedKey key;
    private final RecoveryTiming timing;
    private final long waits;
    private final Outbox outbox;
    private @Nullable IntentResolver resolver;
    private long lastAttemptAt;
    private int attempt;
    private @Nullable Result result;

    /** @param waits how long to wait for decisions, as a difference of stamps */
    public BlockedWrite(EncodedKey key, long waits, RecoveryTiming timing) {
        this.key = key;
        this.waits = waits;
        this.timing = timing;
        this.outbox = new Outbox(timing.resendAfter());
    }

    @Override
    public List<TransactionMessage> start(long now) {
        lastAttemptAt = now + waits;
        return attempt(now);
    }

    private List<TransactionMessage> attempt(long now) {
        resolver = null;
        boolean last = now >= lastAttemptAt;
        return outbox.send(new TransactionMessage.Write(key, attempt++, last), now);
    }

    @Override
    public List<TransactionMessage> answered(TransactionMessage message, TransactionAnswer answer, long now) {
        if (message instanceof TransactionMessage.Write) {
            return outbox.answered(message) ? written(answer, now) : List.of();
        }
        if (resolver == null) {
            return List.of();
        }
        List<TransactionMessage> next = resolver.answered(message, answer, now);
        return resolver.isOver() ? attempt(now) : next;
    }

    private List<TransactionMessage> written(TransactionAnswer answer, long now) {
        if (answer instanceof TransactionAnswer.Blocked blocked) {
            resolver = new IntentResolver(blocked.intent(), timing);
            return resolver.start(now);
        }
        result = answer instanceof TransactionAnswer.Conflicted ? Result.CONFLICT : Result.DONE;
        return List.of();
    }

    @Override
    public List<TransactionMessage> tick(long now) {
        if (isOver()) {
            return List.of();
        }
        if (now > lastAttemptAt + timing.patience()) {
            result = Result.UNKNOWN;
            return List.of();
        }
        if (resolver == null) {
            return outbox.due(now);
        }
        List<TransactionMessage> next = new ArrayList<>(resolver.tick(now));
        if (resolver.isOver() || now >= lastAttemptAt) {
            next.addAll(attempt(now));
        }
        return next;
    }

    @Override
    public @Nullable Result result() {
        return result;
    }

    @Override
    public boolean isOver() {
        return result != null;
    }
}
