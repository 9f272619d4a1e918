package io.stator.simulation;

import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage.Abort;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.AskRefusals;
import io.stator.txn.TransactionMessage.Confirm;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Remove;
import io.stator.txn.TransactionMessage.Resolve;
import io.stator.txn.participant.Anchor;
import io.stator.txn.participant.ItemEvaluator;
import java.io.IOException;

/** An anchor that is wrong in what a subclass overrides, and right in everything else. */
abstract class OtherAnchor implements Anchor {
    final Anchor right;

    OtherAnchor(Anchor right) {
        this.right = right;
    }

    @Override
    public TransactionAnswer execute(Execute execute, long stamp, ItemEvaluator evaluator) throws IOException {
        return right.execute(execute, stamp, evaluator);
    }

    @Override
    public TransactionAnswer abort(Abort abort, long stamp) throws IOException {
        return right.abort(abort, stamp);
    }

    @Override
    public TransactionAnswer resolve(Resolve resolve, long stamp) throws IOException {
        return right.resolve(resolve, stamp);
    }

    @Override
    public TransactionAnswer ask(Ask ask) throws IOException {
        return right.ask(ask);
    }

    @Override
    public TransactionAnswer askRefusals(AskRefusals ask, ItemEvaluator evaluator) throws IOException {
        return right.askRefusals(ask, evaluator);
    }

    @Override
    public TransactionAnswer confirm(Confirm confirm) throws IOException {
        return right.confirm(confirm);
    }

    @Override
    public TransactionAnswer remove(Remove remove, long stamp) throws IOException {
        return right.remove(remove, stamp);
    }
}
