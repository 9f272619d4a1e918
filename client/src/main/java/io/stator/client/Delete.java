package io.stator.client;

import io.stator.model.Item;
import io.stator.model.ReturnValues;
import io.stator.model.expression.Condition;
import org.jspecify.annotations.Nullable;

/** Deletes an item; there need not be one. Immutable. */
public record Delete(
        String table,
        Item key,
        @Nullable Condition condition,
        ReturnValues returnValues,
        boolean returnItemOnConditionFailure)
        implements TransactWrite.Entry {

    public static Delete of(String table, Item key) {
        return new Delete(table, key, null, ReturnValues.NONE, false);
    }

    public Delete onlyIf(Condition newCondition) {
        return new Delete(table, key, newCondition, returnValues, returnItemOnConditionFailure);
    }

    public Delete returningOld() {
        return new Delete(table, key, condition, ReturnValues.ALL_OLD, returnItemOnConditionFailure);
    }

    public Delete returningItemOnConditionFailure() {
        return new Delete(table, key, condition, returnValues, true);
    }
}
