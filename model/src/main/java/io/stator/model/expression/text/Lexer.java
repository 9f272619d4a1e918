package io.stator.model.expression.text;

import java.util.ArrayList;
import java.util.List;

/** Makes a text tokens, the last of them END. Never fails: what is no token becomes UNKNOWN. */
final class Lexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.position < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(TokenKind.END, "<EOF>", text.length(), text.length()));
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(position);
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            position++;
        } else if (isLetter(c)) {
            int end = endOfWord(position + 1);
            add(TokenKind.ofWord(text.substring(position, end)), end);
        } else if (isDigit(c)) {
            add(TokenKind.INTEGER, c == '0' ? position + 1 : endOfDigits(position + 1));
        } else if (c == '#' || c == ':') {
            placeholder(c == '#' ? TokenKind.NAME_PLACEHOLDER : TokenKind.VALUE_PLACEHOLDER);
        } else {
            sign(c);
        }
    }

    private void placeholder(TokenKind kind) {
        int end = endOfWord(position + 1);
        add(end == position + 1 ? TokenKind.UNKNOWN : kind, end);
    }

    private void sign(char c) {
        boolean beforeEqual = follows('=');
        switch (c) {
            case '=' -> add(TokenKind.EQUAL, position + 1);
            case '<' -> {
                if (follows('>')) {
                    add(TokenKind.NOT_EQUAL, position + 2);
                } else {
                    add(beforeEqual ? TokenKind.LESS_OR_EQUAL : TokenKind.LESS, position + (beforeEqual ? 2 : 1));
                }
            }
            case '>' ->
                add(beforeEqual ? TokenKind.GREATER_OR_EQUAL : TokenKind.GREATER, position + (beforeEqual ? 2 : 1));
            case '+' -> add(TokenKind.PLUS, position + 1);
            case '-' -> add(TokenKind.MINUS, position + 1);
            case ',' -> add(TokenKind.COMMA, position + 1);
            case '.' -> add(TokenKind.DOT, position + 1);
            case '(' -> add(TokenKind.LEFT_PARENTHESIS, position + 1);
            case ')' -> add(TokenKind.RIGHT_PARENTHESIS, position + 1);
            case '[' -> add(TokenKind.LEFT_BRACKET, position + 1);
            case ']' -> add(TokenKind.RIGHT_BRACKET, position + 1);
            default -> add(TokenKind.UNKNOWN, text.offsetByCodePoints(position, 1));
        }
    }

    private boolean follows(char c) {
        return position + 1 < text.length() && text.charAt(position + 1) == c;
    }

    private void add(TokenKind kind, int end) {
        tokens.add(new Token(kind, text.substring(position, end), position, end));
        position = end;
    }

    private int endOfWord(int from) {
        int end = from;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int endOfDigits(int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Of a name or a placeholder, behind its first character. */
    static boolean isWordPart(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }
}
