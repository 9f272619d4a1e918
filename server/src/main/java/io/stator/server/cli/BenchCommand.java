package io.stator.server.cli;

import io.stator.client.StatorClient;
import io.stator.server.bench.Benchmark;
import io.stator.server.bench.BenchmarkPlan;
import io.stator.server.bench.BenchmarkReport;
import io.stator.server.bench.BenchmarkResult;
import io.stator.server.bench.BenchmarkTarget;
import io.stator.server.bench.EtcdTarget;
import io.stator.server.bench.Load;
import io.stator.server.bench.StatorTarget;
import io.stator.server.bench.Workload;
import io.stator.server.bench.http.DynamoTarget;
import io.stator.server.bench.http.GatewayAccess;
import io.stator.server.bench.http.ItemCalls;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ConnectionOptions;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator bench}. */
@Command(
        name = "bench",
        description = "Measure throughput, latency and CPU per operation, through the Java client or the DynamoDB API.",
        footer = {
            "",
            "A closed loop: each client has one operation under way. With --rate an open",
            "loop: requests start at equal distances whether or not earlier ones were",
            "answered, latency counts from the intended start, and ops/s are the answers",
            "that came in the measured time. Not sent, but counted, is what comes while",
            "100,000 requests or 128 MiB of values are under way, or whose deadline is",
            "over because this process was late.",
            "Keys are uniform, values random bytes, in the table stator-bench, which is",
            "made if it is not there, and stays. With --api dynamodb, $AWS_ACCESS_KEY_ID and",
            "$AWS_SECRET_ACCESS_KEY sign; what fills the table and asks for CPU times is the",
            "Java client, at --endpoint, still.",
            "Exits with 1 if nothing succeeded.",
        })
final class BenchCommand implements Callable<Integer> {
    private static final int DEADLINE_MILLIS_MAX = 86_400_000;

    private final Terminal terminal;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(
            names = "--workload",
            required = true,
            paramLabel = "KIND",
            description = {
                "write, read, eventual-read or mixed (half writes, half strong reads); or transactions: txn2 and txn10 (which",
                "write so many items), txn-get2 (which reads two), txn-hot (which writes two of the same 20 items)."
            })
    private String workload = "";

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "64",
            description = "Of the closed loop; without meaning with --rate. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Start so many requests per second, all from one client of the cluster.")
    private @Nullable Integer rate;

    @Option(
            names = "--deadline-millis",
            paramLabel = "MS",
            description = "How long one measured request may take, retries included. Default: as --timeout,"
                    + " which also holds for what is done before.")
    private @Nullable Integer deadlineMillis;

    @Option(names = "--series", description = "With --rate: print one line a second of the measured time.")
    private boolean series;

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
            names = "--etcd",
            description = "The endpoints are those of an etcd cluster, all of them: the same load, to compare with.")
    private boolean etcd;

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
        api.check(etcd);
        BenchmarkResult result = run(plan);
        if ("-".equals(json)) {
            terminal.out().print(BenchmarkReport.json(result));
        } else {
            BenchmarkText.lines(result).forEach(terminal.out()::println);
        }
        if (json != null && !json.equals("-")) {
            Files.writeString(Path.of(json), BenchmarkReport.json(result), StandardCharsets.UTF_8);
        }
        return (result.operations() == 0 ? ExitCode.NEGATIVE : ExitCode.OK).code();
    }

    private BenchmarkPlan plan() {
        Workload kind = Workload.named(workload)
                .orElseThrow(() -> CommandFailure.badInput("--workload: '" + workload + "' is not one of "
                        + Arrays.stream(Workload.values()).map(Workload::label).collect(Collectors.joining(", "))));
        if (kind.isTransactional() && api.isDynamoDb()) {
            throw CommandFailure.badInput("--workload " + workload + ": only through the Java client");
        }
        if (series && rate == null) {
            throw CommandFailure.badInput("--series: only with --rate");
        }
        if (deadlineMillis != null && (deadlineMillis < 1 || deadlineMillis > DEADLINE_MILLIS_MAX)) {
            throw CommandFailure.badInput("--deadline-millis: must be 1 to " + DEADLINE_MILLIS_MAX);
        }
        try {
            Load load = rate == null ? new Load.Clients(clients) : new Load.Rate(rate, deadline());
            return new BenchmarkPlan(kind, load, seconds, warmupSeconds, valueBytes, keys, seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private Duration deadline() {
        return deadlineMillis == null ? connection.timeout() : Duration.ofMillis(deadlineMillis);
    }

    private BenchmarkResult run(BenchmarkPlan plan) throws InterruptedException {
        List<String> addresses = connection.addresses(terminal);
        if (etcd) {
            try (EtcdTarget target = new EtcdTarget(addresses, deadline())) {
                return run(target, addresses, plan);
            }
        }
        try (StatorClient client = connection.open(terminal)) {
            if (deadlineMillis == null) {
                return run(client, client, addresses, plan);
            }
            try (StatorClient measured = StatorClient.builder()
                    .addresses(addresses)
                    .deadline(deadline())
                    .build()) {
                return run(client, measured, addresses, plan);
            }
        }
    }

    private BenchmarkResult run(
            StatorClient preparing, StatorClient measured, List<String> addresses, BenchmarkPlan plan)
            throws InterruptedException {
        try (StatorTarget target =
                new StatorTarget(new StatorTarget.Connections(preparing, measured), addresses.get(0))) {
            if (!api.isDynamoDb()) {
                return run(target, addresses, plan);
            }
            GatewayAccess access = api.access(target, terminal, plan.load(), deadline());
            try (ItemCalls calls = api.provider().open(access)) {
                return run(new DynamoTarget(target, calls), access.addresses(), plan);
            }
        }
    }

    private BenchmarkResult run(BenchmarkTarget target, List<String> addresses, BenchmarkPlan plan)
            throws InterruptedException {
        // What --json - prints is JSON only.
        PrintStream lines = "-".equals(json) ? terminal.err() : terminal.out();
        BenchmarkLines progress = new BenchmarkLines(terminal.err(), lines, series);
        return new Benchmark(target, addresses, plan, progress).run();
    }
}
