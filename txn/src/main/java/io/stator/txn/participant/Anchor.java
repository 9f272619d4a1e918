package io.stator.txn.participant;

import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.AskRefusals;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import java.io.IOException;

/**
 * The side of a transaction's record. A port, so that tests can put wrong ones in its place. Stamps are of the proposer's clock.
 */
public interface Anchor {

    /** {@code Decided}, {@code RefusedTogether}, {@code TokenUsed} or {@code Forgotten}. All keys are the partition's own. */
    TransactionAnswer execute(Execute execute, long stamp, ItemEvaluator evaluator) throws IOException;

    /** {@code Decided} or {@code Forgotten}. */
    TransactionAnswer abort(Abort abort, long stamp) throws IOException;

    /** {@code Settled}. */
    TransactionAnswer resolve(Resolve resolve, long stamp) throws IOException;

    /** {@code Settled}; changes nothing, so it need not go through the log. */
    TransactionAnswer ask(Ask ask) throws IOException;

    /** {@code RefusedTogether} or {@code TokenUsed}; changes nothing. All keys are the partition's own. */
    TransactionAnswer askRefusals(AskRefusals ask, ItemEvaluator evaluator) throws IOException;

    /** {@code Done}. */
    TransactionAnswer confirm(Confirm confirm) throws IOException;

    /** {@code Done}, be it time or not. */
    TransactionAnswer remove(Remove remove, long stamp) throws IOException;
}
