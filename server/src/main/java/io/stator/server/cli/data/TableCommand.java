package io.stator.server.cli.data;

import io.stator.model.KeyAttribute;
import io.stator.model.KeyType;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stator table}: create, describe, list and delete tables. */
@Command(name = "table", description = "Create, describe, list and delete tables.")
public final class TableCommand {

    /** With its subcommands. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new TableCommand())
                .addSubcommand(new Create(terminal))
                .addSubcommand(new Describe(terminal))
                .addSubcommand(new ListNames(terminal))
                .addSubcommand(new Delete(terminal));
    }

    static KeyAttribute keyAttribute(String option, String text) {
        int colon = text.lastIndexOf(':');
        String letter = text.substring(colon + 1);
        return Arrays.stream(KeyType.values())
                .filter(type -> colon > 0 && type.letter().equals(letter))
                .map(type -> new KeyAttribute(text.substring(0, colon), type))
                .findFirst()
                .orElseThrow(() -> CommandFailure.badInput(option + ": '" + text
                        + "' is not of the form NAME:TYPE with the type S (string), N (number) or B (binary)"));
    }

    private static String show(KeyAttribute key) {
        return key.name() + ":" + key.type().letter();
    }

    @Command(
            name = "create",
            description = "Create a table; returns when it is usable everywhere.",
            footer = {"", "Example: stator table create Music --partition-key Artist:S --sort-key Song:S"})
    static final class Create implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Parameters(paramLabel = "TABLE", description = "Its name: 3 to 255 of a-z, A-Z, 0-9, '_', '-', '.'.")
        private String name = "";

        @Option(
                names = "--partition-key",
                required = true,
                paramLabel = "NAME:TYPE",
                description = "Attribute that places an item; type S, N or B.")
        private String partitionKey = "";

        @Option(
                names = "--sort-key",
                paramLabel = "NAME:TYPE",
                description = "Attribute that orders the items of one partition key; type S, N or B.")
        private @Nullable String sortKey;

        Create(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            TableSchema schema = new TableSchema(
                    name,
                    keyAttribute("--partition-key", partitionKey),
                    sortKey == null ? null : keyAttribute("--sort-key", sortKey));
            return connection.with(terminal, client -> {
                client.createTable(schema);
                terminal.out().println("created " + name);
                return ExitCode.OK;
            });
        }
    }

    @Command(name = "describe", description = "Show a table's keys and status.")
    static final class Describe implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Parameters(paramLabel = "TABLE")
        private String name = "";

        Describe(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return connection.with(terminal, client -> {
                TableInfo table = client.describeTable(name);
                line("table", table.name());
                line("status", table.status().name());
                line("partition key", show(table.schema().partitionKey()));
                table.schema().optionalSortKey().ifPresent(key -> line("sort key", show(key)));
                line("id", Long.toUnsignedString(table.id()));
                line("created", Instant.ofEpochMilli(table.createdAtMillis()).toString());
                client.tableSize(name).ifPresent(size -> {
                    line("items", Long.toString(size.items()));
                    line("bytes", Long.toString(size.bytes()));
                });
                return ExitCode.OK;
            });
        }

        private void line(String name, String value) {
            terminal.out().printf("%-15s%s%n", name, value);
        }
    }

    @Command(name = "list", description = "Print the names of all tables, one on a line.")
    static final class ListNames implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        ListNames(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return connection.with(terminal, client -> {
                client.listTables().forEach(terminal.out()::println);
                return ExitCode.OK;
            });
        }
    }

    @Command(name = "delete", description = "Delete a table and all its items; returns when it is gone everywhere.")
    static final class Delete implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Parameters(paramLabel = "TABLE")
        private String name = "";

        Delete(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return connection.with(terminal, client -> {
                client.deleteTable(name);
                terminal.out().println("deleted " + name);
                return ExitCode.OK;
            });
        }
    }
}
