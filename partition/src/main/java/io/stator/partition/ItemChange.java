package io.stator.partition;

import io.stator.model.EncodedKey;
import io.stator.model.expression.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction asks of one item, validated and ready for the log.
 *
 * @param schemaVersion of the table, that it was prepared by
 * @param action null: nothing, only the rest is checked
 * @param returnItemOnConditionFailure whether the refusal is to have the item that is there
 * @param expectedVersion that the item must have, else there is a conflict; 0: there must be none; null: whichever it has
 */
public record ItemChange(
        EncodedKey key,
        int schemaVersion,
        ItemWrite.@Nullable Action action,
        @Nullable Condition condition,
        boolean returnItemOnConditionFailure,
        @Nullable Long expectedVersion) {}
