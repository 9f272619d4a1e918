package io.stator.server.cli.data;

import io.stator.client.Update;
import io.stator.model.AttributeValue;
import io.stator.model.ReturnValues;
import io.stator.model.expression.UpdateAction;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stator item update}. */
@Command(
        name = "update",
        description = "Change attributes of an item, which need not be there yet; prints the new item.",
        footer = {"", "Example: stator item update Music KEY --set Year=1965 --add Plays=1 --remove Note"})
final class UpdateItem implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ItemOptions items = new ItemOptions();

    @Mixin
    private ConditionOptions conditions = new ConditionOptions();

    @Parameters(index = "1", paramLabel = "KEY", description = "JSON with the key attributes.")
    private String key = "";

    @Option(names = "--set", paramLabel = "NAME=JSON", description = "Give the attribute this value.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--remove", paramLabel = "NAME", description = "Take the attribute away.")
    private List<String> remove = new ArrayList<>();

    @Option(names = "--add", paramLabel = "NAME=JSON", description = "Add a number, or elements to a set.")
    private List<String> add = new ArrayList<>();

    @Option(names = "--take", paramLabel = "NAME=JSON", description = "Take elements from a set.")
    private List<String> take = new ArrayList<>();

    @Option(names = "--append", paramLabel = "NAME=JSON", description = "Append a list to a list.")
    private List<String> append = new ArrayList<>();

    UpdateItem(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Update update = Update.of(items.table(), items.parse("KEY", key)).returning(ReturnValues.ALL_NEW);
        for (UpdateAction action : actions()) {
            update = update.with(action);
        }
        Update complete = conditions.condition().map(update::onlyIf).orElse(update);
        return items.connection().with(terminal, client -> {
            client.update(complete)
                    .ifPresent(found -> terminal.out().println(items.format().writeItem(found)));
            return ExitCode.OK;
        });
    }

    private List<UpdateAction> actions() {
        List<UpdateAction> actions = new ArrayList<>();
        for (String text : set) {
            Assignment given = Assignment.parse("--set", text);
            actions.add(UpdateAction.set(given.attribute(), given.value()));
        }
        remove.forEach(attribute -> actions.add(UpdateAction.remove(attribute)));
        for (String text : add) {
            Assignment given = Assignment.parse("--add", text);
            actions.add(UpdateAction.add(given.attribute(), given.value()));
        }
        for (String text : take) {
            Assignment given = Assignment.parse("--take", text);
            actions.add(UpdateAction.deleteElements(given.attribute(), given.value()));
        }
        for (String text : append) {
            Assignment given = Assignment.parse("--append", text);
            if (!(given.value() instanceof AttributeValue.L list)) {
                throw CommandFailure.badInput("--append: '" + text + "' has no list, such as [1,2]");
            }
            actions.add(UpdateAction.append(given.attribute(), list));
        }
        return actions;
    }
}
