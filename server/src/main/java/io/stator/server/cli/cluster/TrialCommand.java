package io.stator.server.cli.cluster;

import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.Terminal;
import io.stator.server.launch.DurabilityTrial;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.LocalClusterSpec;
import io.stator.server.launch.PartitionDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator trial}: what Stator promises, tried on real processes. */
@Command(name = "trial", description = "Try what Stator promises, on real processes.")
public final class TrialCommand {

    /** With its subcommands. */
    public static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new TrialCommand())
                .addSubcommand(new Durability(terminal))
                .addSubcommand(new TableTrial(terminal))
                .addSubcommand(new SoakTrial(terminal));
    }

    @Command(
            name = "durability",
            description = "Kill all nodes at once under load, restart, read every acknowledged write back; repeat.",
            footer = {
                "",
                "Starts a cluster of three in DIR if there is none (at --base-port), and leaves it running.",
                "Exits with 1 if an acknowledged write is lost, or if replicas differ at the end.",
            })
    static final class Durability implements Callable<Integer> {
        private static final Duration DIGEST_TIME_LIMIT = Duration.ofSeconds(60);
        private static final int NODES = 3;

        private final Terminal terminal;

        @Mixin
        private DirectoryOption directory = new DirectoryOption();

        @Option(names = "--rounds", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
        private int rounds;

        @Option(
                names = "--base-port",
                paramLabel = "P",
                defaultValue = "9000",
                description = "Default: ${DEFAULT-VALUE}.")
        private int basePort;

        @Option(names = "--seed", paramLabel = "N", description = "Default: of the moment; it is printed.")
        private long seed = System.currentTimeMillis();

        Durability(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (rounds < 1) {
                throw CommandFailure.badInput("--rounds: must be at least 1");
            }
            try (LocalCluster cluster = cluster()) {
                return run(cluster).code();
            }
        }

        private LocalCluster cluster() {
            return LocalCluster.exists(directory.path())
                    ? LocalCluster.open(directory.path())
                    : LocalCluster.create(LocalClusterSpec.of(directory.path(), NODES, basePort));
        }

        private ExitCode run(LocalCluster cluster) {
            terminal.out().println("seed " + seed + "; cluster in " + directory.path());
            boolean passed = true;
            long writes = 0;
            try (DurabilityTrial trial = new DurabilityTrial(cluster, DurabilityTrial.Plan.standard(seed))) {
                for (int i = 0; i < rounds && passed; i++) {
                    DurabilityTrial.Round round = trial.round();
                    writes += round.acknowledged();
                    passed = round.passed();
                    print(round);
                }
            }
            List<PartitionDigest> digests = cluster.digests(DIGEST_TIME_LIMIT);
            boolean agree = digests.stream().allMatch(PartitionDigest::agree);
            terminal.out()
                    .println((passed ? "nothing acknowledged was lost" : "ACKNOWLEDGED WRITES WERE LOST") + ": "
                            + Figures.counted(writes, "write") + "; replicas " + (agree ? "agree" : "DIFFER"));
            return passed && agree ? ExitCode.OK : ExitCode.NEGATIVE;
        }

        private void print(DurabilityTrial.Round round) {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "round %2d of %d: %6s acknowledged, all killed, back in %s, %7s checked: %s%n",
                            round.round(),
                            rounds,
                            Figures.count(round.acknowledged()),
                            Figures.duration(round.restart()),
                            Figures.count(round.checked()),
                            round.passed() ? "all there" : "LOST");
            round.losses().forEach(loss -> terminal.out().println("  " + loss));
            terminal.out().flush();
        }
    }
}
