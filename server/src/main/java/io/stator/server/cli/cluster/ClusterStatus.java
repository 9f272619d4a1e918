package io.stator.server.cli.cluster;

import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.NodeState;
import io.stator.server.launch.PartitionDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator cluster status}. */
@Command(
        name = "status",
        description = "Show nodes, partitions, leaders, replicas, applied indexes and lag.",
        footer = {
            "",
            "With --digest, every replica's digest at one log index; exits with 1 if any differ or are missing.",
        })
final class ClusterStatus implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private DirectoryOption directory = new DirectoryOption();

    @Option(names = "--digest", description = "Compare what the replicas hold.")
    private boolean digest;

    @Option(
            names = "--digest-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for digests. Default: ${DEFAULT-VALUE}.")
    private int digestSeconds;

    @Option(names = "--json", description = "As one JSON document.")
    private boolean json;

    ClusterStatus(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (digestSeconds < 1) {
            throw CommandFailure.badInput("--digest-timeout: must be at least 1");
        }
        return directory.with(this::show);
    }

    private int show(LocalCluster cluster) {
        List<NodeState> states = cluster.statuses();
        boolean answers = states.stream().anyMatch(state -> state.status().isPresent());
        List<PartitionDigest> digests =
                digest && answers ? cluster.digests(Duration.ofSeconds(digestSeconds)) : List.of();
        terminal.out()
                .println(
                        json
                                ? StatusJson.write(states, digests)
                                : StatusText.write(directory.path().toString(), states, digests));
        if (!answers) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "no node answers");
        }
        if (digest && (digests.isEmpty() || !digests.stream().allMatch(PartitionDigest::agree))) {
            terminal.err().println("replicas differ, or did not all answer");
            return ExitCode.NEGATIVE.code();
        }
        return ExitCode.OK.code();
    }
}
