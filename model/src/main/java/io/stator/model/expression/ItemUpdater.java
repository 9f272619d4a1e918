package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.ErrorMessages;
import io.stator.model.Item;
import io.stator.model.ItemSize;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an update makes of an item. Deterministic. Actions have passed {@link ExpressionRules#update}.
 *
 * <p>All actions are about the item as it was: a formula does not see what others assign, and a list index means the
 * element that it meant before others were removed. What is assigned beyond a list's end comes after its last element, in
 * the order of the indexes.
 */
public final class ItemUpdater {
    private ItemUpdater() {}

    /** To what is at a place; null: nothing is there, and nothing is to be. */
    private interface Change extends UnaryOperator<@Nullable AttributeValue> {}

    /**
     * @param old null: there is no item
     * @param key the key attributes, from which an absent item starts
     * @return null: there is none then either, since all that was asked for is to take away
     * @throws StatorException ValidationException with DynamoDB's message: an operand of a wrong type, a path that leads
     *     nowhere, a number out of range, an item that grew too large or too deep
     */
    public static @Nullable Item update(@Nullable Item old, Item key, List<UpdateAction> actions) {
        if (old != null) {
            return changed(old, actions);
        }
        List<UpdateAction> making =
                actions.stream().filter(action -> !takesAway(action)).toList();
        return making.isEmpty() && !actions.isEmpty() ? null : changed(key, making);
    }

    /** Whether of an absent item nothing would come to be. */
    public static boolean onlyTakesAway(List<UpdateAction> actions) {
        return !actions.isEmpty() && actions.stream().allMatch(ItemUpdater::takesAway);
    }

    private static boolean takesAway(UpdateAction action) {
        return action instanceof UpdateAction.Remove || action instanceof UpdateAction.DeleteElements;
    }

    private static Item changed(Item item, List<UpdateAction> actions) {
        PathTree<Change> changes = new PathTree<>();
        FormulaEvaluator formulas = new FormulaEvaluator(item);
        for (UpdateAction action : actions) {
            changes.put(action.path(), change(action, formulas));
        }
        Map<String, AttributeValue> attributes = new HashMap<>(item.attributes());
        change(changes, attributes);
        for (DocumentPath.Element attribute : changes.children().keySet()) {
            AttributeValue value = attributes.get(((DocumentPath.Name) attribute).name());
            if (value != null) {
                Validation.nesting(value);
            }
        }
        Item updated = Item.of(attributes);
        if (ItemSize.of(updated) > Limits.ITEM_BYTES_MAX) {
            throw StatorException.validation(ErrorMessages.UPDATE_TOO_LARGE);
        }
        return updated;
    }

    private static Change change(UpdateAction action, FormulaEvaluator formulas) {
        if (action instanceof UpdateAction.Assign assign) {
            AttributeValue value = formulas.assigned(assign.value());
            return old -> value;
        }
        if (action instanceof UpdateAction.Remove) {
            return old -> null;
        }
        if (action instanceof UpdateAction.Add add) {
            return old -> old == null ? add.value() : SetArithmetic.sum(old, add.value());
        }
        if (action instanceof UpdateAction.DeleteElements delete) {
            return old -> old == null ? null : SetArithmetic.difference(old, delete.value());
        }
        throw new IllegalStateException("an action of no known kind");
    }

    private static void change(PathTree<Change> changes, Map<String, AttributeValue> members) {
        for (Map.Entry<DocumentPath.Element, PathTree<Change>> child :
                changes.children().entrySet()) {
            if (!(child.getKey() instanceof DocumentPath.Name name)) {
                throw invalidPath();
            }
            AttributeValue value = changed(child.getValue(), members.get(name.name()));
            if (value == null) {
                members.remove(name.name());
            } else {
                members.put(name.name(), value);
            }
        }
    }

    private static @Nullable AttributeValue changed(PathTree<Change> changes, @Nullable AttributeValue old) {
        Change atEnd = changes.end();
        if (atEnd != null) {
            return atEnd.apply(old);
        }
        if (old instanceof AttributeValue.M map) {
            Map<String, AttributeValue> members = new HashMap<>(map.members());
            change(changes, members);
            return AttributeValue.map(members);
        }
        if (old instanceof AttributeValue.L list) {
            return changed(changes, list);
        }
        throw invalidPath();
    }

    private static AttributeValue changed(PathTree<Change> changes, AttributeValue.L list) {
        List<Integer> indexes = changes.indexesFrom(0);
        if (indexes.size() < changes.children().size()) {
            throw invalidPath();
        }
        List<@Nullable AttributeValue> values = new ArrayList<>(list.values());
        int size = values.size();
        for (int index : indexes) {
            PathTree<Change> child = changes.child(index);
            if (child == null) {
                throw new IllegalStateException("an index without a path");
            }
            AttributeValue value = changed(child, index < size ? values.get(index) : null);
            if (index < size) {
                values.set(index, value);
            } else {
                values.add(value);
            }
        }
        List<AttributeValue> left = new ArrayList<>(values.size());
        for (AttributeValue value : values) {
            if (value != null) {
                left.add(value);
            }
        }
        return new AttributeValue.L(left);
    }

    private static StatorException invalidPath() {
        return StatorException.validation("The document path provided in the update expression is invalid for update");
    }
}
