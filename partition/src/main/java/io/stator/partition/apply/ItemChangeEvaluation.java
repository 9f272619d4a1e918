package io.stator.partition.apply;

import io.stator.model.EncodedKey;
import io.stator.model.ErrorCode;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.partition.ItemChange;
import io.stator.partition.ItemWrite;
import io.stator.partition.TransactionStep;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.partition.command.Command;
import io.stator.partition.storage.StoredItem;
import io.stator.txn.Change;
import io.stator.txn.Refusal;
import io.stator.txn.participant.Evaluation;
import io.stator.txn.participant.ItemEvaluator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates what one step asks of items, by the rules of writes. Changes nothing. For one thread. */
final class ItemChangeEvaluation implements ItemEvaluator {
    private static final Logger LOG = LoggerFactory.getLogger(ItemChangeEvaluation.class);

    private final EntryEvaluation.WriteRule rule;
    private final PartitionView view;
    private final EntryOverlay overlay;
    private final boolean returnSizes;
    private final Map<EncodedKey, ItemChange> changes = new HashMap<>();
    private final List<WrittenSizes> accepted = new ArrayList<>();

    ItemChangeEvaluation(
            EntryEvaluation.WriteRule rule, PartitionView view, EntryOverlay overlay, TransactionStep step) {
        this.rule = rule;
        this.view = view;
        this.overlay = overlay;
        this.returnSizes = step.returnSizes();
        step.changes().forEach(change -> changes.put(change.key(), change));
    }

    /** Of what was accepted, in the order in which it was asked for; empty: they were not asked for. */
    List<WrittenSizes> accepted() {
        return accepted;
    }

    @Override
    public Evaluation evaluate(EncodedKey key) throws IOException {
        ItemChange change = changes.get(key);
        if (change == null) {
            throw new IllegalStateException("nothing is asked of this item");
        }
        if (!view.serves(key.tableId(), change.schemaVersion())) {
            return invalid(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found");
        }
        Command.Write write = change.action() == null ? null : write(change, change.action());
        StoredItem stored = needsOld(change, write) ? overlay.item(key) : null;
        if (!isExpected(change.expectedVersion(), stored)) {
            return new Evaluation.Rejected(new Refusal.Conflict());
        }
        try {
            OldItem old = new OldItem(stored);
            return write == null ? check(change, old) : write(write, old);
        } catch (StatorException e) {
            return invalid(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // As with a write: the same on every replica, so it is refused everywhere.
            LOG.error("a change of a transaction could not be evaluated", e);
            return invalid(ErrorCode.INTERNAL_SERVER_ERROR, "The write could not be evaluated");
        }
    }

    /** Whether the item that is there matters. */
    private boolean needsOld(ItemChange change, Command.@Nullable Write write) {
        if (change.expectedVersion() != null) {
            return true;
        }
        return write == null ? returnSizes || change.condition() != null : WriteEvaluation.needsOld(write);
    }

    private static boolean isExpected(@Nullable Long version, @Nullable StoredItem stored) {
        return version == null || version == (stored == null ? 0 : stored.version());
    }

    private static Evaluation invalid(ErrorCode code, String message) {
        return new Evaluation.Rejected(new Refusal.Invalid(code, message));
    }

    private Evaluation check(ItemChange change, OldItem old) throws IOException {
        Condition condition = change.condition();
        if (condition != null && !ConditionEvaluator.holds(condition, old.item())) {
            return new Evaluation.Rejected(
                    new Refusal.ConditionFailed(change.returnItemOnConditionFailure() ? old.encoded() : null));
        }
        if (returnSizes) {
            accepted.add(new WrittenSizes(old.sizeBytes(), old.sizeBytes()));
        }
        return new Evaluation.Accepted(new Change.Nothing());
    }

    private Command.Write write(ItemChange change, ItemWrite.Action action) {
        return new Command.Write(
                change.key(),
                change.schemaVersion(),
                view.epoch(),
                0,
                WriteId.NONE,
                action,
                change.condition(),
                ReturnValues.NONE,
                change.returnItemOnConditionFailure(),
                returnSizes);
    }

    private Evaluation write(Command.Write write, OldItem old) throws IOException {
        WriteEffect effect = rule.evaluate(write, old);
        if (effect.outcome() instanceof WriteOutcome.ConditionFailed failed) {
            return new Evaluation.Rejected(new Refusal.ConditionFailed(failed.item()));
        }
        if (effect.outcome() instanceof WriteOutcome.Done done) {
            if (done.sizes() != null) {
                accepted.add(done.sizes());
            }
            return new Evaluation.Accepted(change(effect.change()));
        }
        throw new IllegalStateException("an evaluation of no known kind");
    }

    private static Change change(WriteEffect.Change change) {
        if (change instanceof WriteEffect.Store put) {
            return new Change.Put(put.item(), put.sizeBytes());
        }
        return change instanceof WriteEffect.Erase ? new Change.Delete() : new Change.Nothing();
    }
}
