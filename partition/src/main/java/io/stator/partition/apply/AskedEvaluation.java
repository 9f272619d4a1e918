package io.stator.partition.apply;

import io.stator.model.EncodedKey;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.TransactionTimes;
import io.stator.partition.storage.ItemKey;
import io.stator.partition.storage.StoreReads;
import io.stator.partition.storage.StoredItem;
import io.stator.txn.StoredValue;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionMessage.Ask;
import io.stator.txn.TransactionMessage.AskRefusals;
import io.stator.txn.TransactionMessage.Look;
import io.stator.txn.participant.StoreAnchor;
import io.stator.txn.participant.StoreParticipant;
import java.io.IOException;

/** Answers messages of transactions that only ask. Stateless. */
public final class AskedEvaluation {
    private AskedEvaluation() {}

    /**
     * @param view of the snapshot
     * @param snapshot of the store: all that an answer says is of one moment
     * @throws IllegalArgumentException if the message does not only ask
     */
    public static StepOutcome evaluate(TransactionStep step, PartitionView view, StoreReads snapshot)
            throws IOException {
        TransactionMessage message = step.message();
        if (!view.owns(step.epoch(), message.to())) {
            return new StepOutcome.WrongRoute();
        }
        PartitionState state = PartitionState.loadWithoutTables(snapshot);
        EntryOverlay overlay = new EntryOverlay(snapshot, key -> true);
        if (message instanceof Ask ask) {
            return new StepOutcome.Answered(anchor(state, overlay).ask(ask));
        }
        if (message instanceof AskRefusals ask) {
            if (!view.ownsAll(step.epoch(), ask.keys())) {
                return new StepOutcome.Answered(new TransactionAnswer.Apart());
            }
            ItemChangeEvaluation evaluator =
                    new ItemChangeEvaluation(WriteEvaluation::evaluate, view, overlay, step.withoutSizes());
            return new StepOutcome.Answered(anchor(state, overlay).askRefusals(ask, evaluator));
        }
        if (message instanceof Look look) {
            return new StepOutcome.Answered(look(look.to(), view, state, snapshot));
        }
        throw new IllegalArgumentException("a message that does not only ask: " + message);
    }

    private static StoreAnchor anchor(PartitionState state, EntryOverlay overlay) {
        TransactionStore store = new TransactionStore(overlay, state);
        return new StoreAnchor(store, new StoreParticipant(store), TransactionTimes.RETENTION);
    }

    /** What is left of a table that is not served counts as absent, as a commit there changes nothing. */
    private static TransactionAnswer look(EncodedKey key, PartitionView view, PartitionState state, StoreReads snapshot)
            throws IOException {
        byte[] itemKey = ItemKey.encode(key);
        byte[] value = view.tables().containsKey(key.tableId()) ? snapshot.get(itemKey) : null;
        StoredItem item = value == null ? null : StoredItem.decode(value);
        return new TransactionAnswer.Seen(
                item == null
                        ? new StoredValue(state.highestDeleteVersion(), null)
                        : new StoredValue(item.version(), item.item()),
                StoredTransactions.intent(snapshot, itemKey));
    }
}
