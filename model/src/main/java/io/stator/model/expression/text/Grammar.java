package io.stator.model.expression.text;

import io.stator.model.Limits;
import io.stator.model.Utf8;
import io.stator.model.expression.text.ParsedText.ParsedCondition;
import io.stator.model.expression.text.ParsedText.ParsedProjection;
import io.stator.model.expression.text.ParsedText.ParsedUpdate;
import java.util.List;

/** How an expression is written. */
enum Grammar {
    /** A condition, a filter, or a key condition. */
    CONDITION,
    PROJECTION,
    UPDATE;

    private static final SyntaxCache CACHE = new SyntaxCache(4096, 32 << 20);

    /** About what the syntax takes for each token. */
    private static final int TOKEN_BYTES = 96;

    /** From the cache, or read and checked. */
    static ParsedCondition condition(ExpressionKind kind, String text) {
        return (ParsedCondition) CONDITION.parsed(CACHE, kind, text);
    }

    static ParsedProjection projection(ExpressionKind kind, String text) {
        return (ParsedProjection) PROJECTION.parsed(CACHE, kind, text);
    }

    static ParsedUpdate update(ExpressionKind kind, String text) {
        return (ParsedUpdate) UPDATE.parsed(CACHE, kind, text);
    }

    /** Only a text that is right is kept. */
    ParsedText parsed(SyntaxCache cache, ExpressionKind kind, String text) {
        ParsedText kept = cache.get(this, text);
        if (kept != null) {
            return kept;
        }
        ParsedText parsed = parse(kind, text);
        cache.put(this, text, parsed);
        return parsed;
    }

    private ParsedText parse(ExpressionKind kind, String text) {
        if (text.isBlank()) {
            throw kind.refusal("The expression can not be empty;");
        }
        if (text.length() > Limits.EXPRESSION_BYTES_MAX || Utf8.length(text) > Limits.EXPRESSION_BYTES_MAX) {
            throw kind.refusal(
                    "Expression size has exceeded the maximum allowed size; expression size: " + Utf8.length(text));
        }
        Tokens tokens = new Tokens(kind, text);
        int bytes = 2 * text.length() + TOKEN_BYTES * tokens.count();
        return switch (this) {
            case CONDITION -> {
                ConditionSyntax condition = ConditionParser.parse(tokens);
                SyntaxRules.check(kind, condition);
                yield new ParsedCondition(condition, bytes);
            }
            case PROJECTION -> {
                List<OperandSyntax.Path> paths = ProjectionParser.parse(tokens);
                SyntaxRules.check(kind, paths);
                yield new ParsedProjection(paths, bytes);
            }
            case UPDATE -> {
                UpdateSyntax update = UpdateParser.parse(tokens);
                SyntaxRules.check(kind, update);
                yield new ParsedUpdate(update, bytes);
            }
        };
    }
}
