package io.stator.partition;

import com.google.protobuf.ByteString;
import io.stator.model.EncodedKey;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.expression.Condition;
import io.stator.model.expression.UpdateAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write of one item, validated and ready for the log.
 *
 * @param epoch by which it was routed
 * @param returnSizes whether to answer with {@link WrittenSizes}
 * @param lastAttempt if it meets an intent its answer is {@link WriteOutcome.Conflicted}, for its retries, too
 */
public record ItemWrite(
        TableInfo table,
        EncodedKey key,
        long epoch,
        Action action,
        @Nullable Condition condition,
        ReturnValues returnValues,
        boolean returnItemOnConditionFailure,
        WriteId id,
        boolean returnSizes,
        boolean lastAttempt) {

    /** Not the last attempt. */
    public ItemWrite(
            TableInfo table,
            EncodedKey key,
            long epoch,
            Action action,
            @Nullable Condition condition,
            ReturnValues returnValues,
            boolean returnItemOnConditionFailure,
            WriteId id,
            boolean returnSizes) {
        this(table, key, epoch, action, condition, returnValues, returnItemOnConditionFailure, id, returnSizes, false);
    }

    /** Without sizes. */
    public ItemWrite(
            TableInfo table,
            EncodedKey key,
            long epoch,
            Action action,
            @Nullable Condition condition,
            ReturnValues returnValues,
            boolean returnItemOnConditionFailure,
            WriteId id) {
        this(table, key, epoch, action, condition, returnValues, returnItemOnConditionFailure, id, false);
    }

    /** The same, to be answered with sizes. */
    public ItemWrite withSizes() {
        return returnSizes
                ? this
                : new ItemWrite(
                        table,
                        key,
                        epoch,
                        action,
                        condition,
                        returnValues,
                        returnItemOnConditionFailure,
                        id,
                        true,
                        lastAttempt);
    }

    /** The same, under another name. */
    public ItemWrite withId(WriteId newId) {
        return new ItemWrite(
                table,
                key,
                epoch,
                action,
                condition,
                returnValues,
                returnItemOnConditionFailure,
                newId,
                returnSizes,
                lastAttempt);
    }

    /** The same, as the last attempt. */
    public ItemWrite withLastAttempt() {
        return new ItemWrite(
                table,
                key,
                epoch,
                action,
                condition,
                returnValues,
                returnItemOnConditionFailure,
                id,
                returnSizes,
                true);
    }

    /** What it does. */
    public sealed interface Action {}

    /** @param item encoded, with its key attributes */
    public record Put(ByteString item) implements Action {}

    /**
     * @param key the key attributes, encoded as an item: an absent item starts from them
     * @param alwaysCreates an absent item comes to be even where the actions only take away: so it was when commands of
     *     format 2 were all there were, and so it stays for them
     */
    public record Update(ByteString key, List<UpdateAction> actions, boolean alwaysCreates) implements Action {
        public Update(ByteString key, List<UpdateAction> actions) {
            this(key, actions, false);
        }
    }

    public record Delete() implements Action {}
}
