package io.stator.server.cli.data;

import io.stator.model.expression.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Conditions on the item that is there, all of which must hold. */
final class ConditionOptions {
    @Option(
            names = "--if-exists",
            paramLabel = "ATTRIBUTE",
            description = "Only if the item that is there has this attribute.")
    private List<String> exists = new ArrayList<>();

    @Option(
            names = "--if-not-exists",
            paramLabel = "ATTRIBUTE",
            description = "Only if there is no item, or it lacks this attribute.")
    private List<String> notExists = new ArrayList<>();

    @Option(
            names = "--if-equals",
            paramLabel = "ATTRIBUTE=JSON",
            description = "Only if the attribute of the item that is there has this value.")
    private List<String> equal = new ArrayList<>();

    /** Empty: none was given. */
    Optional<Condition> condition() {
        List<Condition> all = new ArrayList<>();
        exists.forEach(attribute -> all.add(Condition.attributeExists(attribute)));
        notExists.forEach(attribute -> all.add(Condition.attributeNotExists(attribute)));
        for (String text : equal) {
            Assignment assignment = Assignment.parse("--if-equals", text);
            all.add(Condition.equalTo(assignment.attribute(), assignment.value()));
        }
        return switch (all.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(all.get(0));
            default -> Optional.of(new Condition.And(all));
        };
    }
}
