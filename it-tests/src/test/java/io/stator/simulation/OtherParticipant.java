package io.stator.simulation;

import io.stator.model.EncodedKey;
import io.stator.txn.Intent;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Prepare;
import io.stator.txn.participant.ItemEvaluator;
import io.stator.txn.participant.Participant;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A participant that is wrong in what a subclass overrides, and right in everything else. */
abstract class OtherParticipant implements Participant {
    final Participant right;

    OtherParticipant(Participant right) {
        this.right = right;
    }

    @Override
    public TransactionAnswer prepare(Prepare prepare, long stamp, ItemEvaluator evaluator) throws IOException {
        return right.prepare(prepare, stamp, evaluator);
    }

    @Override
    public TransactionAnswer commit(Commit commit) throws IOException {
        return right.commit(commit);
    }

    @Override
    public TransactionAnswer drop(Drop drop) throws IOException {
        return right.drop(drop);
    }

    @Override
    public @Nullable Intent blocking(EncodedKey key) throws IOException {
        return right.blocking(key);
    }
}
