package io.stator.model.expression.text;

import java.util.ArrayList;
import java.util.List;

/** Reads projections: paths with commas between them. */
final class ProjectionParser {
    private ProjectionParser() {}

    static List<OperandSyntax.Path> parse(Tokens tokens) {
        OperandParser operands = new OperandParser(tokens);
        List<OperandSyntax.Path> paths = new ArrayList<>();
        do {
            paths.add(operands.path());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expectEnd();
        return List.copyOf(paths);
    }
}
