package io.stator.server.cli.transfer;

import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stator generate}. */
@Command(
        name = "generate",
        description = "Print generated items, the same for the same seed: orders of customers.",
        footer = {
            "",
            "Their table: stator table create big --partition-key customer:S --sort-key order:N",
            "Example: stator generate --items 1000000 | stator import big -",
        })
public final class GenerateCommand implements Callable<Integer> {
    private static final int CHECK_EVERY = 1000;

    private final Terminal terminal;

    @Option(names = "--items", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private long items;

    @Option(
            names = "--items-per-key",
            paramLabel = "N",
            defaultValue = "10",
            description = "Items of one partition key. Default: ${DEFAULT-VALUE}.")
    private int itemsPerKey;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    public GenerateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (items < 0 || itemsPerKey < 1) {
            throw CommandFailure.badInput("--items must not be negative, --items-per-key at least 1");
        }
        GeneratedOrders orders = new GeneratedOrders(seed, itemsPerKey);
        StringBuilder lines = new StringBuilder();
        for (long number = 0; number < items; number++) {
            lines.append(orders.json(number)).append('\n');
            if ((number + 1) % CHECK_EVERY == 0) {
                terminal.out().print(lines);
                lines.setLength(0);
                if (terminal.out().checkError()) {
                    break;
                }
            }
        }
        terminal.out().print(lines);
        terminal.out().flush();
        return ExitCode.OK.code();
    }
}
