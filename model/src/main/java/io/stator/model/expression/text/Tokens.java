package io.stator.model.expression.text;

import io.stator.model.Limits;
import io.stator.model.StatorException;
import java.util.List;

/** The tokens of one text, read from the first to the last, and how deep the reading is. */
final class Tokens {
    private final ExpressionKind kind;
    private final String text;
    private final List<Token> tokens;
    private int next;
    private int level;

    Tokens(ExpressionKind kind, String text) {
        this.kind = kind;
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    int count() {
        return tokens.size();
    }

    boolean is(TokenKind expected) {
        return peek() == expected;
    }

    TokenKind peek() {
        return tokens.get(next).kind();
    }

    /** Whether a function is called next: a name and a parenthesis. */
    boolean isCall() {
        return is(TokenKind.NAME) && tokens.get(next + 1).kind() == TokenKind.LEFT_PARENTHESIS;
    }

    /** Reads one token, which is not END. */
    Token read() {
        return tokens.get(next++);
    }

    /** Reads the next token if it is of this kind. */
    boolean accept(TokenKind expected) {
        if (!is(expected)) {
            return false;
        }
        next++;
        return true;
    }

    Token expect(TokenKind expected) {
        if (!is(expected)) {
            throw syntaxError();
        }
        return read();
    }

    void expectEnd() {
        if (!is(TokenKind.END)) {
            throw syntaxError();
        }
    }

    /** At the next token: DynamoDB shows it, and the text from the token before to the one behind. */
    StatorException syntaxError() {
        Token token = tokens.get(next);
        int from = tokens.get(Math.max(next - 1, 0)).start();
        int to = tokens.get(Math.min(next + 1, tokens.size() - 1)).end();
        return kind.refusal(
                "Syntax error; token: \"" + token.text() + "\", near: \"" + text.substring(from, to) + "\"");
    }

    StatorException redundantParentheses() {
        return kind.refusal("The expression has redundant parentheses;");
    }

    /** Goes one level down, into parentheses, a negation or a function; at most as often as the stack surely bears. */
    void enter() {
        level++;
        if (level > Limits.EXPRESSION_LEVELS_MAX) {
            boolean parenthesesOnly = next > 0
                    && is(TokenKind.LEFT_PARENTHESIS)
                    && tokens.get(next - 1).kind() == TokenKind.LEFT_PARENTHESIS;
            throw parenthesesOnly ? redundantParentheses() : SyntaxRules.tooManyOperators(kind);
        }
    }

    void leave() {
        level--;
    }
}
