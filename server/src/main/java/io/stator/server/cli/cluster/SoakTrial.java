package io.stator.server.cli.cluster;

import io.stator.server.bench.BenchmarkPlan;
import io.stator.server.bench.Load;
import io.stator.server.bench.Workload;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.Terminal;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.LocalClusterSpec;
import io.stator.server.soak.SoakListener;
import io.stator.server.soak.SoakPlan;
import io.stator.server.soak.SoakReport;
import io.stator.server.soak.SoakResult;
import io.stator.server.soak.SoakRun;
import io.stator.server.soak.SoakVerdict;
import io.stator.server.soak.SoakWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator trial soak}. */
@Command(
        name = "soak",
        description = "Load a cluster of three for long, through checkpoints, purges and compactions.",
        footer = {
            "",
            "Starts a cluster of its own in DIR, in which there is none yet, fills it with",
            "several times as much as the block cache holds, and starts half writes, half",
            "strong reads at a constant rate; latency counts from the intended start.",
            "Exits with 0 if all of this holds, over windows of equal length after the",
            "warm-up:",
            "  p99 of writes and of reads (medians of the windows in a quarter) did not grow",
            "  by more than --drift-factor from the first quarter to the last;",
            "  nearly all that came due was answered (--missed-percent);",
            "  no node ever took more than memory.bytes, nor in the last quarter more than",
            "  --memory-factor of what it took in the first;",
            "  every node made checkpoints, purged its logs and compacted its files;",
            "  the replicas of each partition are equal at the end;",
            "and with 1 otherwise. The nodes are ended, also by Ctrl-C; DIR stays.",
        })
final class SoakTrial implements Callable<Integer> {
    private static final int NODES = 3;
    private static final int WINDOWS = 60;
    private static final int WINDOW_SECONDS_MIN = 5;
    private static final int MINUTES_MAX = 1440;
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final long UNWIND_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(SoakTrial.class);

    private final Terminal terminal;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "stator-soak",
            description = "Of the cluster. Default: ./${DEFAULT-VALUE}.")
    private Path directory = Path.of("stator-soak");

    @Option(names = "--base-port", paramLabel = "P", defaultValue = "9700", description = "Default: ${DEFAULT-VALUE}.")
    private int basePort;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "60",
            description = "Measured, after the warm-up. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--warmup-seconds",
            paramLabel = "S",
            defaultValue = "300",
            description = "Compilers take minutes, and the block cache fills. Default: ${DEFAULT-VALUE}.")
    private int warmupSeconds;

    @Option(
            names = "--window-seconds",
            paramLabel = "S",
            description = "Default: a sixtieth of the time, but not less than 5.")
    private @Nullable Integer windowSeconds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "600",
            description = "Requests per second, half of them writes. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--value-bytes",
            paramLabel = "B",
            defaultValue = "1024",
            description = "Default: ${DEFAULT-VALUE}.")
    private int valueBytes;

    @Option(
            names = "--cache-times",
            paramLabel = "X",
            defaultValue = "4",
            description = "The data set, in block caches. Default: ${DEFAULT-VALUE}.")
    private double cacheTimes;

    @Option(
            names = "--kill-every",
            paramLabel = "N",
            defaultValue = "0",
            description = "Every N windows (2 or more) kill a node, and start it again a window later. Default: none.")
    private int killEvery;

    @Option(
            names = "--drift-factor",
            paramLabel = "X",
            defaultValue = "1.5",
            description = "Default: ${DEFAULT-VALUE}.")
    private double driftFactor;

    @Option(
            names = "--memory-factor",
            paramLabel = "X",
            defaultValue = "1.1",
            description = "Default: ${DEFAULT-VALUE}.")
    private double memoryFactor;

    @Option(
            names = "--missed-percent",
            paramLabel = "X",
            defaultValue = "0.1",
            description = "Refused, failed or not sent, at most. Default: ${DEFAULT-VALUE}.")
    private double missedPercent;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write windows and verdict to a file, too.")
    private @Nullable Path json;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    SoakTrial(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (LocalCluster.exists(directory)) {
            throw CommandFailure.badInput("--dir: there is a cluster in " + directory + " already");
        }
        Map<String, String> given = SoakPlan.nodeSettings(settings.values());
        NodeSettings node = NodeSettings.of(new TreeMap<>(given));
        SoakPlan plan = plan(node.number(Setting.STORAGE_CACHE_BYTES));
        LocalClusterSpec spec = LocalClusterSpec.of(directory, NODES, basePort);
        for (Map.Entry<String, String> setting : given.entrySet()) {
            spec = spec.withSetting(setting.getKey(), setting.getValue());
        }
        SoakVerdict.Rules rules = new SoakVerdict.Rules(
                driftFactor, memoryFactor, missedPercent / 100, node.number(Setting.MEMORY_BYTES));
        SoakResult result = run(spec, plan);
        List<SoakVerdict.Finding> findings = SoakVerdict.judge(result.windows(), result.end(), rules);
        SoakText.windows(result.windows(), plan.windowSeconds()).forEach(terminal.out()::println);
        terminal.out().println();
        SoakText.findings(findings).forEach(terminal.out()::println);
        if (json != null) {
            Files.writeString(json, SoakReport.json(result, findings), StandardCharsets.UTF_8);
        }
        boolean passed = findings.stream().allMatch(SoakVerdict.Finding::passed);
        terminal.out().println();
        terminal.out().println(passed ? "it stayed as it was" : "IT DID NOT STAY AS IT WAS");
        return (passed ? ExitCode.OK : ExitCode.NEGATIVE).code();
    }

    private SoakPlan plan(long blockCacheBytes) {
        if (minutes < 1 || minutes > MINUTES_MAX) {
            throw CommandFailure.badInput("--minutes: must be 1 to " + MINUTES_MAX);
        }
        try {
            int seconds = minutes * 60;
            BenchmarkPlan load = new BenchmarkPlan(
                    Workload.MIXED,
                    new Load.Rate(rate, DEADLINE),
                    seconds,
                    warmupSeconds,
                    valueBytes,
                    SoakPlan.keys(blockCacheBytes, cacheTimes, valueBytes),
                    seed);
            int window = windowSeconds == null ? Math.max(WINDOW_SECONDS_MIN, seconds / WINDOWS) : windowSeconds;
            return new SoakPlan(load, window, killEvery);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private SoakResult run(LocalClusterSpec spec, SoakPlan plan) throws InterruptedException {
        try (LocalCluster cluster = LocalCluster.create(spec)) {
            Thread runs = Thread.currentThread();
            CountDownLatch over = new CountDownLatch(1);
            // Nodes outlive the program that started them: Ctrl-C must leave none, nor one that is being started.
            Thread end = new Thread(
                    () -> {
                        runs.interrupt();
                        awaitBriefly(over);
                        cluster.down();
                    },
                    "soak-end");
            Runtime.getRuntime().addShutdownHook(end);
            try {
                return new SoakRun(cluster, plan, new Progress(terminal, plan.windows())).run();
            } finally {
                // From here on nothing is started. Ending nodes twice does no harm.
                over.countDown();
                cluster.down();
            }
        }
    }

    private static void awaitBriefly(CountDownLatch over) {
        try {
            if (!over.await(UNWIND_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the soak does not end; its nodes are ended beside it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Progress(Terminal terminal, int windows) implements SoakListener {
        @Override
        public void phase(String line) {
            terminal.err().println(line);
        }

        @Override
        public void window(SoakWindow window) {
            terminal.err()
                    .println("window " + window.number() + " of " + windows + ": "
                            + Figures.count(window.load().answered()) + " answered, p99 of writes "
                            + SoakText.millis(window.load().writes().p99()) + " ms, of reads "
                            + SoakText.millis(window.load().reads().p99()) + " ms");
        }
    }
}
