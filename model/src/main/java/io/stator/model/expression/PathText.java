package io.stator.model.expression;

import io.stator.model.MessageText;

/** A path as DynamoDB's messages show it: {@code [a, [0], b]}. */
public final class PathText {
    private PathText() {}

    public static String of(DocumentPath path) {
        return MessageText.list(path.elements(), PathText::of);
    }

    private static String of(DocumentPath.Element element) {
        if (element instanceof DocumentPath.Name name) {
            return name.name();
        }
        return "[" + ((DocumentPath.Index) element).index() + "]";
    }
}
