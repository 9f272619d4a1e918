package io.stator.model.expression.text;

import java.util.ArrayList;
import java.util.List;

/** An update as it is written, with its placeholders: sections in the text's order. */
record UpdateSyntax(List<Section> sections) {
    UpdateSyntax {
        sections = List.copyOf(sections);
    }

    /** In the text's order. */
    List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        sections.forEach(section -> actions.addAll(section.actions()));
        return actions;
    }

    enum Clause {
        SET,
        REMOVE,
        ADD,
        DELETE
    }

    /** A clause and what it is to do; at least one action. */
    record Section(Clause clause, List<Action> actions) {
        Section {
            actions = List.copyOf(actions);
        }
    }

    sealed interface Action {
        OperandSyntax.Path path();
    }

    /** {@code path = value} */
    record Assign(OperandSyntax.Path path, SetValue value) implements Action {}

    record Remove(OperandSyntax.Path path) implements Action {}

    record Add(OperandSyntax.Path path, OperandSyntax.Value value) implements Action {}

    record DeleteElements(OperandSyntax.Path path, OperandSyntax.Value value) implements Action {}

    /** The right side of an assignment. */
    sealed interface SetValue {}

    record Plain(OperandSyntax operand) implements SetValue {}

    record Sum(OperandSyntax first, OperandSyntax second) implements SetValue {}

    record Difference(OperandSyntax first, OperandSyntax second) implements SetValue {}
}
