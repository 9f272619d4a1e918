package io.stator.txn.participant;

import io.stator.txn.Intent;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Logged;
import io.stator.txn.TransactionMessage.Prepare;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import io.stator.txn.TransactionMessage.Write;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands each message of the log to its rule. Whether its keys are the partition's own was looked at before. */
public final class TransactionApply {
    private final Participant participant;
    private final Anchor anchor;

    public TransactionApply(Participant participant, Anchor anchor) {
        this.participant = participant;
        this.anchor = anchor;
    }

    /** @param stamp of the proposer's clock, from the log */
    public TransactionAnswer apply(Logged message, long stamp, ItemEvaluator evaluator) throws IOException {
        if (message instanceof Prepare prepare) {
            return participant.prepare(prepare, stamp, evaluator);
        }
        if (message instanceof Execute execute) {
            return anchor.execute(execute, stamp, evaluator);
        }
        if (message instanceof Abort abort) {
            return anchor.abort(abort, stamp);
        }
        if (message instanceof Commit commit) {
            return participant.commit(commit);
        }
        if (message instanceof Drop drop) {
            return participant.drop(drop);
        }
        if (message instanceof Resolve resolve) {
            return anchor.resolve(resolve, stamp);
        }
        if (message instanceof Confirm confirm) {
            return anchor.confirm(confirm);
        }
        if (message instanceof Remove remove) {
            return anchor.remove(remove, stamp);
        }
        throw new IllegalArgumentException("not a message of transactions: " + message);
    }

    /** What a write that is no transaction meets; null: nothing, and it may be done. */
    public @Nullable TransactionAnswer blocked(Write write) throws IOException {
        Intent standing = participant.blocking(write.to());
        if (standing == null) {
            return null;
        }
        return write.last() ? new TransactionAnswer.Conflicted() : new TransactionAnswer.Blocked(standing);
    }
}
