package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What paths leave of items: the documents on the way to what they lead to, with nothing else in them. Elements of a
 * list close up, in the list's order. A path that leads nowhere leaves nothing. Thread-safe.
 */
public final class ItemProjection {
    private final PathTree<Boolean> wanted = new PathTree<>();

    /** @param paths that do not overlap */
    public ItemProjection(List<DocumentPath> paths) {
        paths.forEach(path -> wanted.put(path, true));
    }

    /** Without attributes if no path leads anywhere. */
    public Item of(Item item) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        choose(wanted, item.attributes(), attributes);
        return Item.of(attributes);
    }

    private static void choose(
            PathTree<Boolean> wanted, Map<String, AttributeValue> all, Map<String, AttributeValue> chosen) {
        for (Map.Entry<DocumentPath.Element, PathTree<Boolean>> child :
                wanted.children().entrySet()) {
            if (child.getKey() instanceof DocumentPath.Name name) {
                AttributeValue value = of(child.getValue(), all.get(name.name()));
                if (value != null) {
                    chosen.put(name.name(), value);
                }
            }
        }
    }

    private static @Nullable AttributeValue of(PathTree<Boolean> wanted, @Nullable AttributeValue value) {
        if (wanted.end() != null) {
            return value;
        }
        if (value instanceof AttributeValue.M map) {
            Map<String, AttributeValue> members = new HashMap<>();
            choose(wanted, map.members(), members);
            return members.isEmpty() ? null : AttributeValue.map(members);
        }
        if (value instanceof AttributeValue.L list) {
            return elements(wanted, list.values());
        }
        return null;
    }

    private static @Nullable AttributeValue elements(PathTree<Boolean> wanted, List<AttributeValue> values) {
        List<AttributeValue> chosen = new ArrayList<>();
        for (int index : wanted.indexesFrom(0)) {
            PathTree<Boolean> child = wanted.child(index);
            AttributeValue value = index < values.size() && child != null ? of(child, values.get(index)) : null;
            if (value != null) {
                chosen.add(value);
            }
        }
        return chosen.isEmpty() ? null : AttributeValue.list(chosen);
    }
}
