package io.stator.model;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an update makes of an item. Deterministic. Actions have passed {@link Validation#update}. */
public final class ItemUpdater {
    private ItemUpdater() {}

    /**
     * @param item the old item, or the key attributes if there was none
     * @throws StatorException ValidationException with DynamoDB's message: an operand of a wrong type, a
     *     number out of range, an item that grew too large or too deep
     */
    public static Item update(Item item, List<UpdateAction> actions) {
        Map<String, AttributeValue> attributes = new HashMap<>(item.attributes());
        for (UpdateAction action : actions) {
            AttributeValue value = apply(action, item.get(action.attribute()));
            if (value == null) {
                attributes.remove(action.attribute());
            } else {
                Validation.nesting(value);
                attributes.put(action.attribute(), value);
            }
        }
        Item updated = Item.of(attributes);
        if (ItemSize.of(updated) > Limits.ITEM_BYTES_MAX) {
            throw StatorException.validation("Item size to update has exceeded the maximum allowed size");
        }
        return updated;
    }

    private static @Nullable AttributeValue apply(UpdateAction action, @Nullable AttributeValue old) {
        if (action instanceof UpdateAction.SetValue set) {
            return set.value();
        }
        if (action instanceof UpdateAction.Remove) {
            return null;
        }
        if (action instanceof UpdateAction.Add add) {
            return old == null ? add.value() : sum(old, add.value());
        }
        if (action instanceof UpdateAction.DeleteElements delete) {
            return old == null ? null : difference(old, delete.value());
        }
        if (action instanceof UpdateAction.Append append) {
            return old == null ? append.values() : concatenation(old, append.values());
        }
        throw new IllegalStateException("an action of no known kind");
    }

    private static AttributeValue sum(AttributeValue old, AttributeValue more) {
        if (old instanceof AttributeValue.N a && more instanceof AttributeValue.N b) {
            return new AttributeValue.N(a.value().add(b.value()));
        }
        if (old instanceof AttributeValue.SS a && more instanceof AttributeValue.SS b) {
            return new AttributeValue.SS(union(a.values(), b.values()));
        }
        if (old instanceof AttributeValue.NS a && more instanceof AttributeValue.NS b) {
            return new AttributeValue.NS(union(a.values(), b.values()));
        }
        if (old instanceof AttributeValue.BS a && more instanceof AttributeValue.BS b) {
            return new AttributeValue.BS(union(a.values(), b.values()));
        }
        throw incorrectType();
    }

    private static @Nullable AttributeValue difference(AttributeValue old, AttributeValue less) {
        if (old instanceof AttributeValue.SS a && less instanceof AttributeValue.SS b) {
            List<String> left = difference(a.values(), b.values());
            return left.isEmpty() ? null : new AttributeValue.SS(left);
        }
        if (old instanceof AttributeValue.NS a && less instanceof AttributeValue.NS b) {
            List<DecimalNumber> left = difference(a.values(), b.values());
            return left.isEmpty() ? null : new AttributeValue.NS(left);
        }
        if (old instanceof AttributeValue.BS a && less instanceof AttributeValue.BS b) {
            List<ByteString> left = difference(a.values(), b.values());
            return left.isEmpty() ? null : new AttributeValue.BS(left);
        }
        throw incorrectType();
    }

    private static AttributeValue concatenation(AttributeValue old, AttributeValue.L more) {
        if (!(old instanceof AttributeValue.L list)) {
            throw incorrectType();
        }
        List<AttributeValue> values =
                new ArrayList<>(list.values().size() + more.values().size());
        values.addAll(list.values());
        values.addAll(more.values());
        return new AttributeValue.L(values);
    }

    private static <T> List<T> union(List<T> left, List<T> right) {
        Set<T> union = new LinkedHashSet<>(left);
        union.addAll(right);
        return List.copyOf(union);
    }

    private static <T> List<T> difference(List<T> left, List<T> right) {
        Set<T> taken = new HashSet<>(right);
        return left.stream().filter(element -> !taken.contains(element)).toList();
    }

    private static StatorException incorrectType() {
        return StatorException.validation("An operand in the update expression has an incorrect data type");
    }
}
