package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.model.expression.ItemProjection;
import io.stator.model.expression.ItemUpdater;
import io.stator.model.expression.UpdateAction;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteOutcome;
import io.stator.partition.WrittenSizes;
import io.stator.partition.command.Command;
import io.stator.partition.storage.CorruptStoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what a write that belongs here does to the item that is there. Pure. */
final class WriteEvaluation {
    private WriteEvaluation() {}

    /** Whether the item that is there matters: else it need not be read. */
    static boolean needsOld(Command.Write write) {
        return write.condition() != null
                || write.returnValues() != ReturnValues.NONE
                || write.returnSizes()
                || !(write.action() instanceof ItemWrite.Put);
    }

    /** @throws StatorException by a rule that the item breaks: then the write has no effect */
    static WriteEffect evaluate(Command.Write write, OldItem old) throws CorruptStoreException {
        if (write.condition() != null && !ConditionEvaluator.holds(write.condition(), old.item())) {
            return WriteEffect.none(new WriteOutcome.ConditionFailed(
                    write.returnItemOnConditionFailure() ? old.encoded() : null,
                    write.returnSizes() ? new WrittenSizes(old.sizeBytes(), wantedBytes(write.action())) : null));
        }
        ItemWrite.Action action = write.action();
        if (action instanceof ItemWrite.Put put) {
            return put(write, put, old);
        }
        if (action instanceof ItemWrite.Update update) {
            return update(write, update, old);
        }
        if (action instanceof ItemWrite.Delete) {
            return delete(write, old);
        }
        throw new IllegalStateException("an action of no known kind");
    }

    /** 0: only what is done to the item would tell. */
    private static int wantedBytes(ItemWrite.Action action) {
        return action instanceof ItemWrite.Put put ? ItemSize.of(ItemCodec.decode(put.item())) : 0;
    }

    private static WriteEffect put(Command.Write write, ItemWrite.Put put, OldItem old) {
        int sizeBytes = ItemSize.of(ItemCodec.decode(put.item()));
        if (sizeBytes > Limits.ITEM_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.ITEM_TOO_LARGE);
        }
        return new WriteEffect(
                done(write, oldOrNothing(write.returnValues(), old), old, sizeBytes),
                new WriteEffect.Store(put.item(), sizeBytes));
    }

    private static WriteEffect delete(Command.Write write, OldItem old) {
        WriteOutcome outcome = done(write, oldOrNothing(write.returnValues(), old), old, 0);
        return old.exists() ? new WriteEffect(outcome, new WriteEffect.Erase()) : WriteEffect.none(outcome);
    }

    private static @Nullable ByteString oldOrNothing(ReturnValues returnValues, OldItem old) {
        return switch (returnValues) {
            case NONE -> null;
            case ALL_OLD -> old.encoded();
            case UPDATED_OLD, ALL_NEW, UPDATED_NEW ->
                throw StatorException.validation("Return values set to invalid value");
        };
    }

    private static WriteEffect update(Command.Write write, ItemWrite.Update update, OldItem old)
            throws CorruptStoreException {
        Item before = old.item();
        Item key = ItemCodec.decode(update.key());
        Item after = ItemUpdater.update(before, key, update.actions());
        if (after == null) {
            if (!update.alwaysCreates()) {
                return WriteEffect.none(done(write, null, old, 0));
            }
            after = key;
        }
        ByteString encoded = ItemCodec.encode(after);
        int sizeBytes = ItemSize.of(after);
        ByteString attributes = switch (write.returnValues()) {
            case NONE -> null;
            case ALL_OLD -> old.encoded();
            case UPDATED_OLD -> before == null ? null : named(update.actions(), before);
            case ALL_NEW -> encoded;
            case UPDATED_NEW -> named(update.actions(), after);
        };
        return new WriteEffect(done(write, attributes, old, sizeBytes), new WriteEffect.Store(encoded, sizeBytes));
    }

    private static WriteOutcome done(
            Command.Write write, @Nullable ByteString attributes, OldItem old, int newSizeBytes) {
        return new WriteOutcome.Done(
                attributes, write.returnSizes() ? new WrittenSizes(old.sizeBytes(), newSizeBytes) : null);
    }

    /** What of the item the actions' paths lead to; null: nothing. */
    private static @Nullable ByteString named(List<UpdateAction> actions, Item item) {
        Item named = new ItemProjection(actions.stream().map(UpdateAction::path).toList()).of(item);
        return named.attributes().isEmpty() ? null : ItemCodec.encode(named);
    }
}
