package io.stator.server.cli;

import io.stator.client.StatorClient;
import io.stator.server.bench.Benchmark;
import io.stator.server.bench.BenchmarkPlan;
import io.stator.server.bench.BenchmarkReport;
import io.stator.server.bench.BenchmarkResult;
import io.stator.server.bench.Workload;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.Terminal;
import io.stator.server.cli.console.TextTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator bench}. */
@Command(
        name = "bench",
        description = "Measure throughput, latency and CPU per operation, through the Java client.",
        footer = {
            "",
            "A closed loop: each client has one operation under way. Keys are uniform, values random bytes,",
            "in the table stator-bench, which is made if it is not there, and stays.",
            "Exits with 1 if nothing succeeded.",
        })
final class BenchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--workload",
            required = true,
            paramLabel = "KIND",
            description = "write, read, eventual-read or mixed (half writes, half strong reads).")
    private String workload = "";

    @Option(names = "--clients", paramLabel = "N", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warmup-seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "Default: ${DEFAULT-VALUE}.")
    private int warmupSeconds;

    @Option(
            names = "--value-bytes",
            paramLabel = "B",
            defaultValue = "1024",
            description = "Default: ${DEFAULT-VALUE}.")
    private int valueBytes;

    @Option(names = "--keys", paramLabel = "K", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
    private int keys;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures to a file, too; '-': print them instead.")
    private @Nullable String json;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchmarkPlan plan = plan();
        try (StatorClient client = connection.open(terminal)) {
            BenchmarkResult result =
                    new Benchmark(client, connection.addresses(terminal), plan, terminal.err()::println).run();
            if ("-".equals(json)) {
                terminal.out().print(BenchmarkReport.json(result));
            } else {
                print(result);
            }
            if (json != null && !json.equals("-")) {
                Files.writeString(Path.of(json), BenchmarkReport.json(result), StandardCharsets.UTF_8);
            }
            return (result.operations() == 0 ? ExitCode.NEGATIVE : ExitCode.OK).code();
        }
    }

    private BenchmarkPlan plan() {
        Workload kind = Workload.named(workload)
                .orElseThrow(() -> CommandFailure.badInput(
                        "--workload: '" + workload + "' is not write, read, eventual-read or mixed"));
        try {
            return new BenchmarkPlan(kind, clients, seconds, warmupSeconds, valueBytes, keys, seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private void print(BenchmarkResult result) {
        BenchmarkPlan plan = result.plan();
        terminal.out()
                .println(plan.workload().label() + ", " + Figures.counted(plan.clients(), "client") + ", values of "
                        + Figures.counted(plan.valueBytes(), "byte") + ", " + Figures.counted(plan.keys(), "key") + ", "
                        + Figures.counted(result.nodes(), "node") + ", "
                        + Figures.counted(result.partitions(), "partition") + ", "
                        + Figures.duration(result.elapsed()));
        terminal.out().println();
        TextTable table = new TextTable()
                .words("operation")
                .numbers("count")
                .numbers("ops/s")
                .numbers("p50 ms")
                .numbers("p99 ms")
                .numbers("p99.9 ms")
                .numbers("max ms");
        for (BenchmarkResult.Row row : result.rows()) {
            table.row(
                    row.label(),
                    Figures.count(row.operations()),
                    Figures.count(
                            Math.round(row.operations() / (result.elapsed().toNanos() / 1e9))),
                    millis(row.p50()),
                    millis(row.p99()),
                    millis(row.p999()),
                    millis(row.max()));
        }
        terminal.out().println(table);
        terminal.out().println();
        terminal.out().println("errors             " + errors(result));
        terminal.out().println("CPU per operation  " + cpu(result));
    }

    private static String millis(long micros) {
        return Figures.decimal(micros / 1000.0);
    }

    private static String errors(BenchmarkResult result) {
        return result.errors().isEmpty()
                ? "none"
                : result.errors().entrySet().stream()
                        .map(error -> error.getKey().type() + " " + Figures.count(error.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private static String cpu(BenchmarkResult result) {
        double operations = Math.max(1, result.operations());
        String nodes = result.nodeCpuNanos().entrySet().stream()
                .map(node -> node.getKey() + " " + Figures.decimal(node.getValue() / 1000.0 / operations))
                .collect(Collectors.joining(", "));
        return "servers " + Figures.decimal(result.serverCpuMicrosPerOperation()) + " µs (" + nodes + "), client "
                + Figures.decimal(result.clientCpuMicrosPerOperation()) + " µs";
    }
}
