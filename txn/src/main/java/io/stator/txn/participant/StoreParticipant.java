package io.stator.txn.participant;

import io.stator.model.EncodedKey;
import io.stator.txn.Intent;
import io.stator.txn.IntentStamp;
import io.stator.txn.Refusal;
import io.stator.txn.RequestToken;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionAnswer.TokenUse;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Prepare;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The participant of a store. For the thread that applies. */
public final class StoreParticipant implements Participant {
    private final ParticipantStore store;

    public StoreParticipant(ParticipantStore store) {
        this.store = store;
    }

    /**
     * A second copy of a message is answered as the first while the intent stands. One that comes later makes another intent,
     * with another stamp, which does not count; that the deadline is looked at keeps most of these away, and is not needed
     * for more.
     */
    @Override
    public TransactionAnswer prepare(Prepare prepare, long stamp, ItemEvaluator evaluator) throws IOException {
        Intent standing = store.intent(prepare.to());
        if (standing != null) {
            return standing.header().id().equals(prepare.header().id())
                    ? new TransactionAnswer.Prepared(standing.stamp())
                    : new TransactionAnswer.Refused(inTheWay(standing, prepare.token()));
        }
        if (stamp > prepare.header().deadline()) {
            return new TransactionAnswer.Refused(new Refusal.TooLate());
        }
        Evaluation evaluation = evaluator.evaluate(prepare.to());
        if (evaluation instanceof Evaluation.Accepted accepted) {
            IntentStamp version = store.takeVersion(stamp);
            store.putIntent(new Intent(prepare.header(), prepare.to(), version, accepted.change(), prepare.token()));
            return new TransactionAnswer.Prepared(version);
        }
        if (evaluation instanceof Evaluation.Rejected rejected) {
            return new TransactionAnswer.Refused(rejected.refusal());
        }
        throw new IllegalStateException("an evaluation of no known kind");
    }

    /** What another transaction's intent means to a request with this token. */
    static Refusal inTheWay(Intent standing, @Nullable RequestToken token) {
        RequestToken its = standing.token();
        if (token == null || its == null || !token.token().equals(its.token())) {
            return new Refusal.Conflict();
        }
        return new Refusal.Repeated(token.equals(its) ? TokenUse.IN_PROGRESS : TokenUse.OTHER_PARAMETERS);
    }

    /** If this intent does not stand, it was committed before: one that counts goes in no other way. */
    @Override
    public TransactionAnswer commit(Commit commit) throws IOException {
        Intent standing = store.intent(commit.to());
        if (standing != null && standing.is(commit.id(), commit.stamp())) {
            store.removeIntent(commit.to());
            store.change(commit.to(), standing.change(), standing.stamp());
        }
        return new TransactionAnswer.Done();
    }

    @Override
    public TransactionAnswer drop(Drop drop) throws IOException {
        Intent standing = store.intent(drop.to());
        if (standing != null
                && standing.header().id().equals(drop.id())
                && (drop.stamp() == null || standing.stamp().equals(drop.stamp()))) {
            store.removeIntent(drop.to());
        }
        return new TransactionAnswer.Done();
    }

    @Override
    public @Nullable Intent blocking(EncodedKey key) throws IOException {
        return store.intent(key);
    }
}
