package io.stator.partition.command;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.expression.Condition;
import io.stator.partition.ItemWrite;
import io.stator.partition.TransactionStep;
import io.stator.partition.WriteId;
import io.stator.txn.TransactionMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command in a partition's log. */
public sealed interface Command {

    /**
     * One write of one item.
     *
     * @param schemaVersion of the table, that it was prepared by
     * @param epoch that it was routed by
     * @param stamp of the proposer's hybrid clock
     * @param lastAttempt a conflict with a transaction is its answer for ever
     */
    record Write(
            EncodedKey key,
            int schemaVersion,
            long epoch,
            long stamp,
            WriteId id,
            ItemWrite.Action action,
            @Nullable Condition condition,
            ReturnValues returnValues,
            boolean returnItemOnConditionFailure,
            boolean returnSizes,
            boolean lastAttempt)
            implements Command {

        /** Not the last attempt. */
        public Write(
                EncodedKey key,
                int schemaVersion,
                long epoch,
                long stamp,
                WriteId id,
                ItemWrite.Action action,
                @Nullable Condition condition,
                ReturnValues returnValues,
                boolean returnItemOnConditionFailure,
                boolean returnSizes) {
            this(
                    key,
                    schemaVersion,
                    epoch,
                    stamp,
                    id,
                    action,
                    condition,
                    returnValues,
                    returnItemOnConditionFailure,
                    returnSizes,
                    false);
        }

        /** Without sizes. */
        public Write(
                EncodedKey key,
                int schemaVersion,
                long epoch,
                long stamp,
                WriteId id,
                ItemWrite.Action action,
                @Nullable Condition condition,
                ReturnValues returnValues,
                boolean returnItemOnConditionFailure) {
            this(
                    key,
                    schemaVersion,
                    epoch,
                    stamp,
                    id,
                    action,
                    condition,
                    returnValues,
                    returnItemOnConditionFailure,
                    false);
        }
    }

    /**
     * Deletes items that have expired, in the name of the service and not of a user. Each is judged by itself.
     *
     * @param timeToLiveVersion of the table, that they were judged by: when it is another one, nothing is deleted
     * @param epoch of the bounds that they were found in
     * @param stamp of the proposer's hybrid clock
     */
    record Expire(long tableId, int timeToLiveVersion, long epoch, long stamp, List<SeenItem> items)
            implements Command {}

    /**
     * An item as it was seen.
     *
     * @param version when it has another one, it has changed
     */
    record SeenItem(EncodedKey key, long version) {}

    /**
     * A message of a transaction.
     *
     * @param step with a {@link TransactionMessage.Logged}
     * @param stamp of the proposer's hybrid clock
     */
    record Transaction(TransactionStep step, long stamp) implements Command {}

    /** First command of a partition. */
    record Establish(long partitionId, long epoch, Bounds bounds) implements Command {}

    record InstallTable(TableInfo table) implements Command {}

    record DropTable(long tableId) implements Command {}

    record StartDigest() implements Command {}
}
