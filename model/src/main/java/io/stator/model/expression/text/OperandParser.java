package io.stator.model.expression.text;

import io.stator.model.expression.text.OperandSyntax.IndexStep;
import io.stator.model.expression.text.OperandSyntax.NameStep;
import io.stator.model.expression.text.OperandSyntax.PlaceholderStep;
import io.stator.model.expression.text.OperandSyntax.Step;
import java.util.ArrayList;
import java.util.List;

/** Reads operands and paths, which all expressions have. */
final class OperandParser {
    private final Tokens tokens;

    OperandParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** {@code (operand)}, a value, a function or a path. */
    OperandSyntax operand() {
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return bare();
        }
        tokens.enter();
        tokens.read();
        boolean twice = tokens.is(TokenKind.LEFT_PARENTHESIS);
        OperandSyntax inner = operand();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        if (twice) {
            throw tokens.redundantParentheses();
        }
        tokens.leave();
        return inner;
    }

    /** An operand without parentheses around it. */
    OperandSyntax bare() {
        if (tokens.is(TokenKind.VALUE_PLACEHOLDER)) {
            return value();
        }
        return tokens.isCall() ? call() : path();
    }

    OperandSyntax.Value value() {
        return new OperandSyntax.Value(
                tokens.expect(TokenKind.VALUE_PLACEHOLDER).text());
    }

    private OperandSyntax.Call call() {
        tokens.enter();
        String function = tokens.read().text();
        List<OperandSyntax> operands = list();
        tokens.leave();
        return new OperandSyntax.Call(function, operands);
    }

    /** {@code (operand, ...)}, at least one. */
    List<OperandSyntax> list() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<OperandSyntax> operands = new ArrayList<>();
        do {
            operands.add(operand());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return operands;
    }

    OperandSyntax.Path path() {
        List<Step> steps = new ArrayList<>();
        steps.add(name());
        while (true) {
            if (tokens.accept(TokenKind.DOT)) {
                steps.add(name());
            } else if (tokens.accept(TokenKind.LEFT_BRACKET)) {
                steps.add(new IndexStep(tokens.expect(TokenKind.INTEGER).text()));
                tokens.expect(TokenKind.RIGHT_BRACKET);
            } else {
                return new OperandSyntax.Path(steps);
            }
        }
    }

    private Step name() {
        if (tokens.is(TokenKind.NAME_PLACEHOLDER)) {
            return new PlaceholderStep(tokens.read().text());
        }
        return new NameStep(tokens.expect(TokenKind.NAME).text());
    }
}
