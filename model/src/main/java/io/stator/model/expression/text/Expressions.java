package io.stator.model.expression.text;

import io.stator.model.AttributeValue;
import io.stator.model.TableSchema;
import io.stator.model.expression.Condition;
import io.stator.model.expression.DocumentPath;
import io.stator.model.expression.KeyCondition;
import io.stator.model.expression.PathOverlaps;
import io.stator.model.expression.Projection;
import io.stator.model.expression.UpdateAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of one request, with its ExpressionAttributeNames and ExpressionAttributeValues. Every method throws a
 * ValidationException with DynamoDB's message, the first that DynamoDB finds. Not thread-safe.
 *
 * <p>DynamoDB reads all expressions, then looks for names and values that none of them used, then whether a key condition
 * is one, and only then at the table.
 */
public final class Expressions {
    private final Substitutions substitutions;

    /**
     * Neither map may change while this is in use.
     *
     * @param names null: not given
     * @param values null: not given. That each is a valid value is checked where it was read
     */
    public Expressions(@Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        this.substitutions = new Substitutions(names, values);
    }

    /** Of a ConditionExpression. */
    public Condition condition(String text) {
        return condition(ExpressionKind.CONDITION, text);
    }

    /** Of a FilterExpression, of a query or a scan. */
    public Condition filter(String text) {
        return condition(ExpressionKind.FILTER, text);
    }

    /**
     * Of a query's FilterExpression, which has no key attributes.
     *
     * @param schema of the table or index that is queried
     */
    public Condition filterFor(String text, TableSchema schema) {
        Condition filter = filter(text);
        KeyUse.requireNoKeyAttributes(filter, schema);
        return filter;
    }

    private Condition condition(ExpressionKind kind, String text) {
        ConditionSyntax syntax = Grammar.condition(kind, text).condition();
        return new ConditionBinder(new Binding(kind, substitutions, text)).bind(syntax);
    }

    /** Of a ProjectionExpression. */
    public Projection projection(String text) {
        List<OperandSyntax.Path> syntax =
                Grammar.projection(ExpressionKind.PROJECTION, text).paths();
        Binding binding = new Binding(ExpressionKind.PROJECTION, substitutions, text);
        List<DocumentPath> paths = new ArrayList<>(syntax.size());
        for (OperandSyntax.Path path : syntax) {
            paths.add(binding.path(path));
        }
        PathOverlaps.requireNone(ExpressionKind.PROJECTION.parameter(), paths);
        return new Projection(paths);
    }

    /** Of a KeyConditionExpression, as far as it is like any condition. */
    public ParsedKeyCondition keyCondition(String text) {
        return new ParsedKeyCondition(condition(ExpressionKind.KEY_CONDITION, text));
    }

    /**
     * Of a KeyConditionExpression.
     *
     * @param schema of the table or index that is queried
     */
    public KeyCondition keyCondition(String text, TableSchema schema) {
        return keyCondition(text).terms().on(schema);
    }

    /** Of an UpdateExpression, in the text's order. That none is of the key is checked elsewhere. */
    public List<UpdateAction> update(String text) {
        UpdateSyntax syntax = Grammar.update(ExpressionKind.UPDATE, text).update();
        return new UpdateBinder(new Binding(ExpressionKind.UPDATE, substitutions, text)).bind(syntax);
    }

    /** Every name and every value was used by an expression that was read. */
    public void requireAllUsed() {
        substitutions.requireAllUsed();
    }
}
