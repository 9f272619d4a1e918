package io.stator.client;

import io.stator.model.Item;
import io.stator.model.ReturnValues;
import io.stator.model.expression.Condition;
import org.jspecify.annotations.Nullable;

/** Puts an item in the place of the one with its key, if there is one. Immutable. */
public record Put(
        String table,
        Item item,
        @Nullable Condition condition,
        ReturnValues returnValues,
        boolean returnItemOnConditionFailure)
        implements TransactWrite.Entry {

    public static Put of(String table, Item item) {
        return new Put(table, item, null, ReturnValues.NONE, false);
    }

    public Put onlyIf(Condition newCondition) {
        return new Put(table, item, newCondition, returnValues, returnItemOnConditionFailure);
    }

    public Put returningOld() {
        return new Put(table, item, condition, ReturnValues.ALL_OLD, returnItemOnConditionFailure);
    }

    /** The exception of a failed condition carries the item. */
    public Put returningItemOnConditionFailure() {
        return new Put(table, item, condition, returnValues, true);
    }
}
