package io.stator.model.expression;

import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.Validation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where paths lead, and which cannot be. Stateless. */
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
}
