package io.stator.partition.apply;

import com.google.protobuf.ByteString;
import io.stator.model.AttributeValue;
import io.stator.model.ConditionEvaluator;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.ItemSize;
import io.stator.model.ItemUpdater;
import io.stator.model.Limits;
import io.stator.model.ReturnValues;
import io.stator.model.StatorException;
import io.stator.model.UpdateAction;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteOutcome;
import io.stator.partition.command.Command;
import io.stator.partition.storage.CorruptStoreException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what a write that belongs here does to the item that is there. Pure. */
final class WriteEvaluation {
    private WriteEvaluation() {}

    /** Whether the item that is there matters: else it need not be read. */
    static boolean needsOld(Command.Write write) {
        return write.condition() != null
                || write.returnValues() != ReturnValues.NONE
                || !(write.action() instanceof ItemWrite.Put);
    }

    /** @throws StatorException by a rule that the item breaks: then the write has no effect */
    static WriteEffect evaluate(Command.Write write, OldItem old) throws CorruptStoreException {
        if (write.condition() != null && !ConditionEvaluator.holds(write.condition(), old.item())) {
            return WriteEffect.none(
                    new WriteOutcome.ConditionFailed(write.returnItemOnConditionFailure() ? old.encoded() : null));
        }
        ItemWrite.Action action = write.action();
        if (action instanceof ItemWrite.Put put) {
            return put(put, write.returnValues(), old);
        }
        if (action instanceof ItemWrite.Update update) {
            return update(update, write.returnValues(), old);
        }
        if (action instanceof ItemWrite.Delete) {
            return delete(write.returnValues(), old);
        }
        throw new IllegalStateException("an action of no known kind");
    }

    private static WriteEffect put(ItemWrite.Put put, ReturnValues returnValues, OldItem old) {
        int sizeBytes = ItemSize.of(ItemCodec.decode(put.item()));
        if (sizeBytes > Limits.ITEM_BYTES_MAX) {
            throw StatorException.validation("Item size has exceeded the maximum allowed size");
        }
        return new WriteEffect(
                new WriteOutcome.Done(oldOrNothing(returnValues, old)), new WriteEffect.Store(put.item(), sizeBytes));
    }

    private static WriteEffect delete(ReturnValues returnValues, OldItem old) {
        WriteOutcome outcome = new WriteOutcome.Done(oldOrNothing(returnValues, old));
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

    private static WriteEffect update(ItemWrite.Update update, ReturnValues returnValues, OldItem old)
            throws CorruptStoreException {
        Item before = old.item();
        Item after = ItemUpdater.update(before == null ? ItemCodec.decode(update.key()) : before, update.actions());
        ByteString encoded = ItemCodec.encode(after);
        ByteString attributes = switch (returnValues) {
            case NONE -> null;
            case ALL_OLD -> old.encoded();
            case UPDATED_OLD -> before == null ? null : named(update.actions(), before);
            case ALL_NEW -> encoded;
            case UPDATED_NEW -> named(update.actions(), after);
        };
        return new WriteEffect(new WriteOutcome.Done(attributes), new WriteEffect.Store(encoded, ItemSize.of(after)));
    }

    /** Those attributes of the item that the actions name; null: none of them is there. */
    private static @Nullable ByteString named(List<UpdateAction> actions, Item item) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        for (UpdateAction action : actions) {
            AttributeValue value = item.get(action.attribute());
            if (value != null) {
                attributes.put(action.attribute(), value);
            }
        }
        return attributes.isEmpty() ? null : ItemCodec.encode(Item.of(attributes));
    }
}
