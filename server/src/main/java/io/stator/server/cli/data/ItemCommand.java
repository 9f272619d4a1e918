package io.stator.server.cli.data;

import io.stator.client.Get;
import io.stator.model.Item;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stator item}: put, get, update, delete, query and scan items. */
@Command(
        name = "item",
        description = "Put, get, update, delete, query and scan items.",
        footer = {
            "",
            "Items are DynamoDB JSON, {\"pk\":{\"S\":\"x\"}}; with --plain, {\"pk\":\"x\"}.",
            "Values in --set, --add and --if-equals may be either: {\"N\":\"1\"} or 1.",
        })
public final class ItemCommand {

    /** With its subcommands. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new ItemCommand())
                .addSubcommand(new PutItem(terminal))
                .addSubcommand(new GetItem(terminal))
                .addSubcommand(new UpdateItem(terminal))
                .addSubcommand(new DeleteItem(terminal))
                .addSubcommand(new QueryItems(terminal))
                .addSubcommand(new ScanItems(terminal));
    }

    @Command(name = "put", description = "Put an item in the place of the one with its key, if there is one.")
    static final class PutItem implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ItemOptions items = new ItemOptions();

        @Mixin
        private ConditionOptions conditions = new ConditionOptions();

        @Parameters(index = "1", paramLabel = "ITEM", description = "JSON, such as {\"pk\":{\"S\":\"x\"}}.")
        private String item = "";

        @Option(names = "--return-old", description = "Print the item that was replaced.")
        private boolean returnOld;

        PutItem(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            io.stator.client.Put put = io.stator.client.Put.of(items.table(), items.parse("ITEM", item));
            io.stator.client.Put asked = returnOld ? put.returningOld() : put;
            io.stator.client.Put conditional =
                    conditions.condition().map(asked::onlyIf).orElse(asked);
            return items.connection().with(terminal, client -> {
                print(client.put(conditional));
                return ExitCode.OK;
            });
        }

        private void print(Optional<Item> old) {
            old.ifPresent(found -> terminal.out().println(items.format().writeItem(found)));
        }
    }

    @Command(name = "get", description = "Print an item, strongly read. Exits with 1 if there is none.")
    static final class GetItem implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ItemOptions items = new ItemOptions();

        @Parameters(index = "1", paramLabel = "KEY", description = "JSON with the key attributes.")
        private String key = "";

        @Option(names = "--eventual", description = "From any replica, which may lag.")
        private boolean eventual;

        GetItem(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Get strong = Get.of(items.table(), items.parse("KEY", key));
            return items.connection().with(terminal, client -> {
                Optional<Item> found = client.get(eventual ? strong.eventual() : strong);
                if (found.isEmpty()) {
                    terminal.err().println("not found");
                    return ExitCode.NEGATIVE;
                }
                terminal.out().println(items.format().writeItem(found.get()));
                return ExitCode.OK;
            });
        }
    }

    @Command(name = "delete", description = "Delete an item; there need not be one.")
    static final class DeleteItem implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ItemOptions items = new ItemOptions();

        @Mixin
        private ConditionOptions conditions = new ConditionOptions();

        @Parameters(index = "1", paramLabel = "KEY", description = "JSON with the key attributes.")
        private String key = "";

        @Option(names = "--return-old", description = "Print the item that was deleted.")
        private boolean returnOld;

        DeleteItem(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            io.stator.client.Delete delete = io.stator.client.Delete.of(items.table(), items.parse("KEY", key));
            io.stator.client.Delete asked = returnOld ? delete.returningOld() : delete;
            io.stator.client.Delete conditional =
                    conditions.condition().map(asked::onlyIf).orElse(asked);
            return items.connection().with(terminal, client -> {
                client.delete(conditional)
                        .ifPresent(old -> terminal.out().println(items.format().writeItem(old)));
                return ExitCode.OK;
            });
        }
    }
}
