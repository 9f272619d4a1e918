package io.stator.server.cli.cluster;

import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import io.stator.server.config.MemoryPlan;
import io.stator.server.config.NodeSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator jvm-options}: for the script that starts a node's JVM. */
@Command(
        name = "jvm-options",
        hidden = true,
        description = "Print the options of a node's JVM, a line for each, as its settings ask for them.")
public final class JvmOptionsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--config", paramLabel = "FILE", description = "The node's settings. Default: none.")
    private @Nullable Path config;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    public JvmOptionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        NodeSettings loaded =
                config == null ? NodeSettings.of(settings.values()) : NodeSettings.load(config, settings.values());
        MemoryPlan.of(loaded).jvmOptions().forEach(terminal.out()::println);
        return ExitCode.OK.code();
    }
}
