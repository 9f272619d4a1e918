package io.stator.model.expression.text;

import io.stator.model.expression.text.UpdateSyntax.Action;
import io.stator.model.expression.text.UpdateSyntax.Clause;
import io.stator.model.expression.text.UpdateSyntax.Section;
import io.stator.model.expression.text.UpdateSyntax.SetValue;
import java.util.ArrayList;
import java.util.List;

/** Reads updates: sections, each a clause's keyword and actions. */
final class UpdateParser {
    private final Tokens tokens;
    private final OperandParser operands;

    private UpdateParser(Tokens tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens);
    }

    static UpdateSyntax parse(Tokens tokens) {
        UpdateParser parser = new UpdateParser(tokens);
        List<Section> sections = new ArrayList<>();
        do {
            sections.add(parser.section());
        } while (!tokens.is(TokenKind.END));
        return new UpdateSyntax(sections);
    }

    private Section section() {
        Clause clause = clause();
        tokens.read();
        List<Action> actions = new ArrayList<>();
        do {
            actions.add(action(clause));
        } while (tokens.accept(TokenKind.COMMA));
        return new Section(clause, actions);
    }

    private Clause clause() {
        return switch (tokens.peek()) {
            case SET -> Clause.SET;
            case REMOVE -> Clause.REMOVE;
            case ADD -> Clause.ADD;
            case DELETE -> Clause.DELETE;
            default -> throw tokens.syntaxError();
        };
    }

    private Action action(Clause clause) {
        OperandSyntax.Path path = operands.path();
        return switch (clause) {
            case SET -> {
                tokens.expect(TokenKind.EQUAL);
                yield new UpdateSyntax.Assign(path, setValue());
            }
            case REMOVE -> new UpdateSyntax.Remove(path);
            case ADD -> new UpdateSyntax.Add(path, operands.value());
            case DELETE -> new UpdateSyntax.DeleteElements(path, operands.value());
        };
    }

    /** One pair of parentheses may stand around a sum, and around each of its operands. */
    private SetValue setValue() {
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return arithmetic(operands.bare());
        }
        tokens.read();
        boolean twice = tokens.is(TokenKind.LEFT_PARENTHESIS);
        SetValue inner = arithmetic(operands.operand());
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        if (!(inner instanceof UpdateSyntax.Plain plain)) {
            return inner;
        }
        if (twice) {
            throw tokens.redundantParentheses();
        }
        return arithmetic(plain.operand());
    }

    private SetValue arithmetic(OperandSyntax first) {
        if (tokens.accept(TokenKind.PLUS)) {
            return new UpdateSyntax.Sum(first, operands.operand());
        }
        if (tokens.accept(TokenKind.MINUS)) {
            return new UpdateSyntax.Difference(first, operands.operand());
        }
        return new UpdateSyntax.Plain(first);
    }
}
