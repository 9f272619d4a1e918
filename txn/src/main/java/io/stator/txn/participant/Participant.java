package io.stator.txn.participant;

import io.stator.model.EncodedKey;
import io.stator.txn.Intent;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage.Commit;
import io.stator.txn.TransactionMessage.Drop;
import io.stator.txn.TransactionMessage.Prepare;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The side of an item: who may put an intent there, and how it goes. A port, so that tests can put wrong ones in its place. */
public interface Participant {

    /** {@link TransactionAnswer.Prepared} or {@link TransactionAnswer.Refused}. @param stamp of the proposer's clock */
    TransactionAnswer prepare(Prepare prepare, long stamp, ItemEvaluator evaluator) throws IOException;

    /** {@link TransactionAnswer.Done}. */
    TransactionAnswer commit(Commit commit) throws IOException;

    /** {@link TransactionAnswer.Done}. */
    TransactionAnswer drop(Drop drop) throws IOException;

    /** What keeps writes away from the item; null: nothing does. */
    @Nullable
    Intent blocking(EncodedKey key) throws IOException;
}
