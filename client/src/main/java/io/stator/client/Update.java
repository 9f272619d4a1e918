package io.stator.client;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.ReturnValues;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.Formula;
import io.stator.model.expression.UpdateAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes attributes of an item, which need not be there yet. Immutable. */
public record Update(
        String table,
        Item key,
        List<UpdateAction> actions,
        @Nullable Condition condition,
        ReturnValues returnValues,
        boolean returnItemOnConditionFailure)
        implements TransactWrite.Entry {
    public Update {
        actions = List.copyOf(actions);
    }

    public static Update of(String table, Item key) {
        return new Update(table, key, List.of(), null, ReturnValues.NONE, false);
    }

    public Update set(String attribute, AttributeValue value) {
        return with(UpdateAction.set(attribute, value));
    }

    /** The document that is to hold it must exist. */
    public Update set(DocumentPath path, AttributeValue value) {
        return set(path, new Formula.Literal(value));
    }

    /** To what the formula makes of the item as it was before. */
    public Update set(DocumentPath path, Formula value) {
        return with(new UpdateAction.Assign(path, value));
    }

    public Update remove(DocumentPath path) {
        return with(new UpdateAction.Remove(path));
    }

    public Update remove(String attribute) {
        return with(UpdateAction.remove(attribute));
    }

    /** A number to a number, or elements to a set. */
    public Update add(String attribute, AttributeValue value) {
        return with(UpdateAction.add(attribute, value));
    }

    public Update with(UpdateAction action) {
        List<UpdateAction> more = new ArrayList<>(actions);
        more.add(action);
        return new Update(table, key, more, condition, returnValues, returnItemOnConditionFailure);
    }

    public Update onlyIf(Condition newCondition) {
        return new Update(table, key, actions, newCondition, returnValues, returnItemOnConditionFailure);
    }

    public Update returning(ReturnValues newReturnValues) {
        return new Update(table, key, actions, condition, newReturnValues, returnItemOnConditionFailure);
    }

    public Update returningItemOnConditionFailure() {
        return new Update(table, key, actions, condition, returnValues, true);
    }
}
