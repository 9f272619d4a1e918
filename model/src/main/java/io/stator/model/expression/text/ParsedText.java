package io.stator.model.expression.text;

import java.util.List;

/** A text that was read and found right, as far as that does not depend on a request's names and values. Immutable. */
sealed interface ParsedText {
    /** About what it takes in memory. */
    int bytes();

    record ParsedCondition(ConditionSyntax condition, int bytes) implements ParsedText {}

    record ParsedProjection(List<OperandSyntax.Path> paths, int bytes) implements ParsedText {
        public ParsedProjection {
            paths = List.copyOf(paths);
        }
    }

    record ParsedUpdate(UpdateSyntax update, int bytes) implements ParsedText {}
}
