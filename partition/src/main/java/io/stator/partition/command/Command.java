package io.stator.partition.command;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.ReturnValues;
import io.stator.model.TableInfo;
import io.stator.model.expression.Condition;
import io.stator.partition.ItemWrite;
import io.stator.partition.WriteId;
import org.jspecify.annotations.Nullable;

/** One command in a partition's log. */
public sealed interface Command {

    /**
     * One write of one item.
     *
     * @param schemaVersion of the table, that it was prepared by
     * @param epoch that it was routed by
     * @param stamp of the proposer's hybrid clock
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
            boolean returnSizes)
            implements Command {

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

    /** First command of a partition. */
    record Establish(long partitionId, long epoch, Bounds bounds) implements Command {}

    record InstallTable(TableInfo table) implements Command {}

    record DropTable(long tableId) implements Command {}

    record StartDigest() implements Command {}
}
