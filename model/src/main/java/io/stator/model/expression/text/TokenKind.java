package io.stator.model.expression.text;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a token is. Keywords are so in every expression, whatever their case. */
enum TokenKind {
    /** A letter, then letters, digits and underscores. */
    NAME,
    /** {@code #name} */
    NAME_PLACEHOLDER,
    /** {@code :value} */
    VALUE_PLACEHOLDER,
    /** Digits; a leading zero is a token of its own. */
    INTEGER,
    AND,
    OR,
    NOT,
    BETWEEN,
    IN,
    SET,
    REMOVE,
    ADD,
    DELETE,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    PLUS,
    MINUS,
    COMMA,
    DOT,
    LEFT_PARENTHESIS,
    RIGHT_PARENTHESIS,
    LEFT_BRACKET,
    RIGHT_BRACKET,
    /** A character that no token has. */
    UNKNOWN,
    END;

    private static final int KEYWORD_CHARS_MAX = 7;
    private static final Map<String, TokenKind> KEYWORDS = Map.of(
            "AND", AND, "OR", OR, "NOT", NOT, "BETWEEN", BETWEEN, "IN", IN, "SET", SET, "REMOVE", REMOVE, "ADD", ADD,
            "DELETE", DELETE);

    /** NAME, unless the word is a keyword. */
    static TokenKind ofWord(String word) {
        if (word.length() > KEYWORD_CHARS_MAX) {
            return NAME;
        }
        @Nullable TokenKind keyword = KEYWORDS.get(word.toUpperCase(Locale.ROOT));
        return keyword == null ? NAME : keyword;
    }
}
