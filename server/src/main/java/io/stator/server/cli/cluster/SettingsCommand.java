package io.stator.server.cli.cluster;

import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import io.stator.server.config.NodeSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code stator settings}. */
@Command(name = "settings", description = "Print every setting of a node, with default, range and meaning.")
public final class SettingsCommand implements Callable<Integer> {
    private final Terminal terminal;

    public SettingsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(NodeSettings.describe());
        terminal.out().flush();
        return ExitCode.OK.code();
    }
}
