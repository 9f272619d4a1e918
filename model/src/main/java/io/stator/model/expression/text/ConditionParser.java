package io.stator.model.expression.text;

import io.stator.model.expression.Comparator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions by recursive descent: OR binds least, then AND, NOT, and the comparisons. A parenthesis may stand
 * around a condition or around an operand, which is known behind it only; so both are read by the same road, and each
 * place then asks for the one that it needs. Nothing is read twice.
 */
final class ConditionParser {
    private final Tokens tokens;
    private final OperandParser operands;

    private ConditionParser(Tokens tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens);
    }

    static ConditionSyntax parse(Tokens tokens) {
        ConditionParser parser = new ConditionParser(tokens);
        ConditionSyntax condition = parser.condition(parser.or());
        tokens.expectEnd();
        return condition;
    }

    /** A condition, or an operand that may become part of one; a bare function call is an operand. */
    private record Part(
            @Nullable ConditionSyntax condition, @Nullable OperandSyntax operand, boolean inParentheses) {}

    private static Part part(ConditionSyntax condition) {
        return new Part(condition, null, false);
    }

    private Part or() {
        Part first = and();
        if (!tokens.is(TokenKind.OR)) {
            return first;
        }
        List<ConditionSyntax> alternatives = new ArrayList<>();
        addAlternatives(alternatives, condition(first));
        while (tokens.accept(TokenKind.OR)) {
            addAlternatives(alternatives, condition(and()));
        }
        return part(new ConditionSyntax.Or(alternatives));
    }

    private Part and() {
        Part first = not();
        if (!tokens.is(TokenKind.AND)) {
            return first;
        }
        List<ConditionSyntax> all = new ArrayList<>();
        addAll(all, condition(first));
        while (tokens.accept(TokenKind.AND)) {
            addAll(all, condition(not()));
        }
        return part(new ConditionSyntax.And(all));
    }

    /** {@code a OR (b OR c)} is {@code a OR b OR c}: one level, however it is written. */
    private static void addAlternatives(List<ConditionSyntax> alternatives, ConditionSyntax next) {
        if (next instanceof ConditionSyntax.Or or) {
            alternatives.addAll(or.operands());
        } else {
            alternatives.add(next);
        }
    }

    private static void addAll(List<ConditionSyntax> all, ConditionSyntax next) {
        if (next instanceof ConditionSyntax.And and) {
            all.addAll(and.operands());
        } else {
            all.add(next);
        }
    }

    private Part not() {
        if (!tokens.is(TokenKind.NOT)) {
            return comparison();
        }
        tokens.enter();
        tokens.read();
        ConditionSyntax operand = condition(not());
        tokens.leave();
        return part(new ConditionSyntax.Not(operand));
    }

    private Part comparison() {
        Part left = primary();
        @Nullable Comparator comparator = comparator(tokens.peek());
        if (comparator != null) {
            OperandSyntax operand = operand(left);
            tokens.read();
            return part(new ConditionSyntax.Comparison(operand, comparator, operands.operand()));
        }
        if (tokens.is(TokenKind.BETWEEN)) {
            return part(between(operand(left)));
        }
        if (tokens.is(TokenKind.IN)) {
            OperandSyntax operand = operand(left);
            tokens.read();
            return part(new ConditionSyntax.In(operand, operands.list()));
        }
        return left;
    }

    private ConditionSyntax between(OperandSyntax operand) {
        tokens.read();
        OperandSyntax lower = operands.operand();
        tokens.expect(TokenKind.AND);
        return new ConditionSyntax.Between(operand, lower, operands.operand());
    }

    private Part primary() {
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return new Part(null, operands.bare(), false);
        }
        tokens.enter();
        tokens.read();
        Part inner = or();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        if (inner.inParentheses()) {
            throw tokens.redundantParentheses();
        }
        tokens.leave();
        return new Part(inner.condition(), inner.operand(), true);
    }

    /** The part, where a condition is needed and the next token does not make it one. */
    private ConditionSyntax condition(Part part) {
        if (part.condition() != null) {
            return part.condition();
        }
        if (part.operand() instanceof OperandSyntax.Call call) {
            return new ConditionSyntax.Function(call);
        }
        throw tokens.syntaxError();
    }

    /** The part, where the next token needs an operand before it. */
    private OperandSyntax operand(Part part) {
        if (part.operand() == null) {
            throw tokens.syntaxError();
        }
        return part.operand();
    }

    private static @Nullable Comparator comparator(TokenKind kind) {
        return switch (kind) {
            case EQUAL -> Comparator.EQUAL;
            case NOT_EQUAL -> Comparator.NOT_EQUAL;
            case LESS -> Comparator.LESS;
            case LESS_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
            case GREATER -> Comparator.GREATER;
            case GREATER_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
            default -> null;
        };
    }
}
