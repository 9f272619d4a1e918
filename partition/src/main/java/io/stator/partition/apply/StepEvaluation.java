package io.stator.partition.apply;

import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.TransactionTimes;
import io.stator.partition.command.Command;
import io.stator.txn.Decision;
import io.stator.txn.TransactionAnswer;
import io.stator.txn.TransactionMessage;
import io.stator.txn.TransactionMessage.Execute;
import io.stator.txn.TransactionMessage.Logged;
import io.stator.txn.participant.ItemEvaluator;
import io.stator.txn.participant.ParticipantStore;
import io.stator.txn.participant.StoreAnchor;
import io.stator.txn.participant.StoreParticipant;
import io.stator.txn.participant.TransactionApply;
import java.io.IOException;

/**
 * Evaluates one message of a transaction on an overlay of its own, which is taken over as a whole or not at all. For one thread.
 */
final class StepEvaluation {

    /** The rules of transactions. */
    @FunctionalInterface
    interface StepRule {
        TransactionAnswer apply(ParticipantStore store, Logged message, long stamp, ItemEvaluator evaluator)
                throws IOException;
    }

    private final EntryEvaluation.Rules rules;
    private final EntryOverlay overlay;
    private final PartitionView view;
    private final TransactionStore store;

    /** @param entry what the entry did so far; nothing else is to change it until this is over */
    StepEvaluation(EntryEvaluation.Rules rules, EntryOverlay entry, PartitionState state) {
        this.rules = rules;
        this.overlay = new EntryOverlay(entry);
        this.view = state.view();
        this.store = new TransactionStore(overlay, state);
    }

    static TransactionAnswer byTheRules(ParticipantStore store, Logged message, long stamp, ItemEvaluator evaluator)
            throws IOException {
        StoreParticipant participant = new StoreParticipant(store);
        StoreAnchor anchor = new StoreAnchor(store, participant, TransactionTimes.RETENTION);
        return new TransactionApply(participant, anchor).apply(message, stamp, evaluator);
    }

    /** @throws RuntimeException if a bug shows: then nothing of this is to be taken over */
    StepOutcome evaluate(Command.Transaction transaction) throws IOException {
        TransactionStep step = transaction.step();
        TransactionMessage message = step.message();
        if (!(message instanceof Logged logged)) {
            throw new IllegalStateException("a message that only asks in the log");
        }
        if (!view.owns(step.epoch(), message.to())) {
            return new StepOutcome.WrongRoute();
        }
        if (message instanceof Execute execute && !view.ownsAll(step.epoch(), execute.keys())) {
            return new StepOutcome.Answered(new TransactionAnswer.Apart());
        }
        ItemChangeEvaluation evaluator = new ItemChangeEvaluation(rules.write(), view, overlay, step);
        TransactionAnswer answer = rules.step().apply(store, logged, transaction.stamp(), evaluator);
        return isAccepted(answer)
                ? new StepOutcome.Answered(answer, evaluator.accepted())
                : new StepOutcome.Answered(answer);
    }

    private static boolean isAccepted(TransactionAnswer answer) {
        return answer instanceof TransactionAnswer.Prepared
                || (answer instanceof TransactionAnswer.Decided decided && decided.decision() == Decision.COMMITTED);
    }

    /** What it has changed. */
    EntryOverlay changes() {
        return overlay;
    }

    /** What it has made of the partition's state. */
    PartitionState state() {
        return store.state();
    }
}
