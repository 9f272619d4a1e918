package io.stator.client;

import io.stator.model.Item;
import io.stator.model.expression.Condition;

/** What a transaction requires of an item to which it does nothing; there need not be one. Immutable. */
public record ConditionCheck(String table, Item key, Condition condition, boolean returnItemOnConditionFailure)
        implements TransactWrite.Entry {

    public static ConditionCheck of(String table, Item key, Condition condition) {
        return new ConditionCheck(table, key, condition, false);
    }

    /** The reason of a failed condition carries the item. */
    public ConditionCheck returningItemOnConditionFailure() {
        return new ConditionCheck(table, key, condition, true);
    }
}
