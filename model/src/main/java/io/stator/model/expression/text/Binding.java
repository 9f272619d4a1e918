package io.stator.model.expression.text;

import io.stator.model.AttributeValue;
import io.stator.model.Limits;
import io.stator.model.Utf8;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.text.OperandSyntax.IndexStep;
import io.stator.model.expression.text.OperandSyntax.NameStep;
import io.stator.model.expression.text.OperandSyntax.Path;
import io.stator.model.expression.text.OperandSyntax.PlaceholderStep;
import io.stator.model.expression.text.OperandSyntax.Step;
import io.stator.model.expression.text.OperandSyntax.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces the placeholders of one expression, and counts what it grows to: each use of a name or a value counts, so that
 * a tree is at most as large as the values of a request may be.
 */
final class Binding {
    private final ExpressionKind kind;
    private final Substitutions substitutions;
    private long bytes;

    Binding(ExpressionKind kind, Substitutions substitutions, String text) {
        this.kind = kind;
        this.substitutions = substitutions;
        this.bytes = text.length();
    }

    ExpressionKind kind() {
        return kind;
    }

    DocumentPath path(Path path) {
        List<DocumentPath.Element> elements = new ArrayList<>(path.steps().size());
        for (Step step : path.steps()) {
            elements.add(element(step));
        }
        if (elements.size() > Limits.PATH_ELEMENTS_MAX) {
            throw kind.refusal("The document path has too many nesting levels; nesting levels: " + elements.size());
        }
        return new DocumentPath(elements);
    }

    private DocumentPath.Element element(Step step) {
        if (step instanceof NameStep name) {
            return new DocumentPath.Name(name.name());
        }
        if (step instanceof PlaceholderStep placeholder) {
            String name = substitutions.name(kind, placeholder.placeholder());
            grow(Utf8.length(name));
            return new DocumentPath.Name(name);
        }
        if (step instanceof IndexStep index) {
            return new DocumentPath.Index(Integer.parseInt(index.digits()));
        }
        throw new IllegalStateException("a step of no known kind");
    }

    /** Fails if one of the path's names is not defined. */
    void requireNames(Path path) {
        for (Step step : path.steps()) {
            if (step instanceof PlaceholderStep placeholder) {
                substitutions.name(kind, placeholder.placeholder());
            }
        }
    }

    AttributeValue value(Value value) {
        AttributeValue found = substitutions.value(kind, value.placeholder());
        grow(bytesOf(value));
        return found;
    }

    /** Of a value that is defined. */
    int bytesOf(Value value) {
        return substitutions.bytesOf(value.placeholder());
    }

    private void grow(int by) {
        bytes += by;
        if (bytes > Limits.EXPRESSION_VALUES_BYTES_MAX) {
            throw kind.refusal("Expression size has exceeded the maximum allowed size; expression size: " + bytes);
        }
    }
}
