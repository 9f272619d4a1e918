package io.stator.server.cli.cluster;

import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.Terminal;
import io.stator.server.cli.console.TextTable;
import io.stator.server.config.NodeSettings;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.LocalClusterSpec;
import io.stator.server.launch.NodePlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator cluster start}. */
@Command(
        name = "start",
        description = "Start the nodes that are down; returns when every partition has a leader.",
        footer = {
            "",
            "Where DIR holds a cluster already, --nodes and --base-port may be left out, and its settings stay",
            "unless --set changes them. $JAVA_OPTS counts for the nodes, too.",
        })
final class StartCluster implements Callable<Integer> {
    private static final int DEFAULT_NODES = 3;
    private static final int DEFAULT_BASE_PORT = 9000;

    private final Terminal terminal;

    @Mixin
    private DirectoryOption directory = new DirectoryOption();

    @Option(names = "--nodes", paramLabel = "N", description = "1 to 9. Default: " + DEFAULT_NODES + ".")
    private @Nullable Integer nodes;

    @Option(names = "--base-port", paramLabel = "P", description = "Default: " + DEFAULT_BASE_PORT + ".")
    private @Nullable Integer basePort;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions that the cluster is born with. Default: one for each node.")
    private @Nullable Integer partitions;

    @Mixin
    private SettingOptions settings = new SettingOptions();

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description = "For each node's JVM; its memory follows from the setting memory.bytes.")
    private List<String> jvmOptions = new ArrayList<>();

    StartCluster(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LocalClusterSpec spec = spec();
        checkSettings(spec);
        long start = System.nanoTime();
        try (LocalCluster cluster = LocalCluster.create(spec)) {
            cluster.start();
            print(cluster, Duration.ofNanos(System.nanoTime() - start));
        }
        return ExitCode.OK.code();
    }

    private LocalClusterSpec spec() {
        LocalClusterSpec spec = LocalClusterSpec.of(
                directory.path(),
                nodes == null ? DEFAULT_NODES : nodes,
                basePort == null ? DEFAULT_BASE_PORT : basePort);
        if (LocalCluster.exists(directory.path())) {
            try (LocalCluster there = LocalCluster.open(directory.path())) {
                spec = LocalClusterSpec.of(
                        directory.path(),
                        nodes == null ? there.spec().nodes() : nodes,
                        basePort == null ? there.spec().basePort() : basePort);
                if (spec.nodes() == there.spec().nodes()) {
                    spec = spec.shapedAs(there.spec());
                }
                for (Map.Entry<String, String> setting : there.spec().settings().entrySet()) {
                    spec = spec.withSetting(setting.getKey(), setting.getValue());
                }
            }
        }
        if (partitions != null) {
            spec = spec.withPartitions(partitions);
        }
        for (Map.Entry<String, String> setting : settings.values().entrySet()) {
            spec = spec.withSetting(setting.getKey(), setting.getValue());
        }
        return spec.withJvmOptions(environmentOptions()).withJvmOptions(jvmOptions);
    }

    private List<String> environmentOptions() {
        String text = terminal.environment().getOrDefault("JAVA_OPTS", "").strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }

    /** Before any process is started: a fault is told once and clearly. */
    private static void checkSettings(LocalClusterSpec spec) {
        Map<String, String> alone = new TreeMap<>(spec.settings());
        for (String own : List.of(
                "node.id",
                "data.dir",
                "listen.host",
                "advertise.host",
                "client.port",
                "raft.port",
                "metrics.port",
                "cluster.members")) {
            if (alone.containsKey(own)) {
                throw CommandFailure.badInput("--set: " + own + " is set by the cluster itself");
            }
        }
        NodeSettings.of(alone);
    }

    private void print(LocalCluster cluster, Duration elapsed) {
        TextTable table = new TextTable()
                .words("node")
                .words("clients")
                .words("raft")
                .words("metrics and health")
                .numbers("pid");
        for (NodePlace place : cluster.places()) {
            table.row(
                    place.number(),
                    place.clientAddress(),
                    place.raftAddress(),
                    place.metricsUrl(),
                    cluster.pid(place.number()).orElse(0));
        }
        terminal.out().println(table);
        terminal.out().println();
        int count = cluster.partitionMap().getPartitionsCount();
        terminal.out()
                .println(Figures.counted(count, "partition") + (count == 1 ? "" : ", each")
                        + " with a leader; ready after " + Figures.duration(elapsed) + ".");
        String dir = directory.path().toString();
        String option = dir.equals("stator-cluster") ? "" : " --dir " + dir;
        String first = cluster.places().get(0).clientAddress();
        String endpoint = first.equals(ConnectionOptions.DEFAULT_ENDPOINT) ? "" : " --endpoint " + first;
        terminal.out().println();
        terminal.out().println("  ./stator cluster status" + option);
        terminal.out().println("  ./stator table list" + endpoint);
        terminal.out().println("  ./stator cluster down" + option);
    }
}
