package io.stator.server.cli.cluster;

import io.stator.server.NodeParts;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.config.NodeSettings;
import io.stator.server.launch.ForegroundNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator server}. */
@Command(name = "server", description = "Run one node of a cluster in the foreground; Ctrl-C or SIGTERM stops it.")
public final class ServerCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Its settings, name=value on each line; 'stator settings' lists them.")
    private Path config = Path.of("");

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Override
    public Integer call() {
        NodeSettings loaded = NodeSettings.load(config, settings.values());
        ForegroundNode.run(loaded, NodeParts.production(), ForegroundNode.Listener.SILENT);
        return ExitCode.OK.code();
    }
}
