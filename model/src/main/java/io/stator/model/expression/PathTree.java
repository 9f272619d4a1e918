package io.stator.model.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Paths that do not overlap, merged where they begin alike, each with something at its end. The root stands for the
 * item. Not changed once it is built.
 */
final class PathTree<T> {
    private final Map<DocumentPath.Element, PathTree<T>> children = new LinkedHashMap<>();
    private @Nullable T end;

    /** To be called while it is built, on the root. */
    void put(DocumentPath path, T atEnd) {
        PathTree<T> node = this;
        for (DocumentPath.Element element : path.elements()) {
            node = node.children.computeIfAbsent(element, absent -> new PathTree<>());
        }
        node.end = atEnd;
    }

    /** Null: paths go on from here. */
    @Nullable
    T end() {
        return end;
    }

    /** In the order in which they came. */
    Map<DocumentPath.Element, PathTree<T>> children() {
        return children;
    }

    @Nullable
    PathTree<T> child(int index) {
        return children.get(new DocumentPath.Index(index));
    }

    /** The indexes from there on that paths go to, ascending. */
    List<Integer> indexesFrom(int first) {
        List<Integer> indexes = new ArrayList<>();
        for (DocumentPath.Element element : children.keySet()) {
            if (element instanceof DocumentPath.Index index && index.index() >= first) {
                indexes.add(index.index());
            }
        }
        indexes.sort(Comparator.naturalOrder());
        return indexes;
    }
}
