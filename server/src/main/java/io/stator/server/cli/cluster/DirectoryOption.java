package io.stator.server.cli.cluster;

import io.stator.server.launch.LocalCluster;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Says which local cluster a command is about. */
final class DirectoryOption {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "stator-cluster",
            description = "The cluster's directory. Default: ./${DEFAULT-VALUE}.")
    private Path directory = Path.of("stator-cluster");

    /** As given: short, for messages. */
    Path path() {
        return directory;
    }

    /** Runs something on the cluster that is there. */
    int with(Function<LocalCluster, Integer> work) {
        try (LocalCluster cluster = LocalCluster.open(directory)) {
            return work.apply(cluster);
        }
    }
}
