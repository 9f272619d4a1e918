package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.Limits;
import io.stator.model.MessageText;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where paths lead, and which of them cannot stand together. Stateless. */
final class DocumentPaths {
    private DocumentPaths() {}

    /** Null: nowhere. */
    static @Nullable AttributeValue valueAt(DocumentPath path, Item item) {
        AttributeValue value = item.get(path.attribute());
        List<DocumentPath.Element> elements = path.elements();
        for (int i = 1; i < elements.size() && value != null; i++) {
            value = step(value, elements.get(i));
        }
        return value;
    }

    private static @Nullable AttributeValue step(AttributeValue value, DocumentPath.Element element) {
        if (element instanceof DocumentPath.Name member) {
            return value instanceof AttributeValue.M map ? map.members().get(member.name()) : null;
        }
        if (element instanceof DocumentPath.Index place && value instanceof AttributeValue.L list) {
            List<AttributeValue> values = list.values();
            return place.index() >= 0 && place.index() < values.size() ? values.get(place.index()) : null;
        }
        return null;
    }

    /** @param kind of expression, as DynamoDB names it in messages */
    static void check(DocumentPath path, String kind) {
        if (path.elements().size() > Limits.PATH_ELEMENTS_MAX) {
            throw StatorException.validation("Invalid " + kind + ": The document path has too many nesting "
                    + "elements; nesting elements: " + path.elements().size());
        }
        for (DocumentPath.Element element : path.elements()) {
            if (element instanceof DocumentPath.Name name) {
                Validation.attributeName(name.name());
            } else if (element instanceof DocumentPath.Index index && index.index() < 0) {
                throw StatorException.validation("Invalid " + kind
                        + ": List index is not within the allowable range; index: [" + index.index() + "]");
            }
        }
    }

    /** @throws StatorException ValidationException if one leads into another, or two take one value for a map and a list */
    static void checkDisjoint(List<DocumentPath> paths, String kind) {
        DocumentPath[] conflict = null;
        for (int i = 1; i < paths.size(); i++) {
            for (int j = 0; j < i; j++) {
                DocumentPath one = paths.get(j);
                DocumentPath two = paths.get(i);
                int common = commonElements(one, two);
                int shorter = Math.min(one.elements().size(), two.elements().size());
                if (common == shorter) {
                    throw colliding("overlap", one, two, kind);
                }
                if (conflict == null
                        && one.elements().get(common).getClass()
                                != two.elements().get(common).getClass()) {
                    conflict = new DocumentPath[] {one, two};
                }
            }
        }
        if (conflict != null) {
            throw colliding("conflict", conflict[0], conflict[1], kind);
        }
    }

    private static int commonElements(DocumentPath one, DocumentPath two) {
        int shorter = Math.min(one.elements().size(), two.elements().size());
        int common = 0;
        while (common < shorter
                && one.elements().get(common).equals(two.elements().get(common))) {
            common++;
        }
        return common;
    }

    private static StatorException colliding(String how, DocumentPath one, DocumentPath two, String kind) {
        return StatorException.validation("Invalid " + kind + ": Two document paths " + how + " with each other; "
                + "must remove or rewrite one of these paths; path one: " + text(one) + ", path two: " + text(two));
    }

    private static String text(DocumentPath path) {
        return path.elements().stream()
                .map(element -> element instanceof DocumentPath.Name name
                        ? MessageText.shortened(name.name())
                        : "[" + ((DocumentPath.Index) element).index() + "]")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
