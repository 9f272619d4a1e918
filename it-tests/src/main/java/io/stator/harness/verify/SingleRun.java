package io.stator.harness.verify;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.ClusterException;
import io.stator.harness.nemesis.Faults;
import io.stator.harness.nemesis.Nemesis;
import io.stator.harness.report.ReportFolder;
import io.stator.harness.report.RunRecord;
import io.stator.harness.run.Liveness;
import io.stator.harness.run.Run;
import io.stator.harness.run.RunClock;
import io.stator.harness.run.RunPlan;
import io.stator.harness.run.RunResult;
import io.stator.harness.run.TestBed;
import io.stator.harness.stator.ClientKind;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.Terminal;
import io.stator.server.cli.console.TextTable;
import io.stator.server.launch.LaunchException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One run on a cluster of its own, told on the terminal and in a report. */
final class SingleRun {
    private static final String CLUSTER = "cluster";

    private final Terminal terminal;
    private final Driver driver;
    private final int nodes;
    private final ClientKind client;

    SingleRun(Terminal terminal, Driver driver, int nodes, ClientKind client) {
        this.terminal = terminal;
        this.driver = driver;
        this.nodes = nodes;
        this.client = client;
    }

    /**
     * @param directory of the report and, in it, of the cluster, which stays there unless all was as promised
     * @throws CommandFailure if the cluster does not start, or the driver can make none of the faults
     */
    RunResult perform(RunPlan plan, Path directory) throws IOException, InterruptedException {
        requirePossible(plan);
        terminal.out()
                .println("seed " + plan.seed() + "; " + Figures.counted(nodes, "node") + " on " + driver.name()
                        + ", by the client " + client.label() + "; report in " + directory);
        Path home = directory.resolve(CLUSTER);
        if (Files.exists(home)) {
            throw CommandFailure.badInput(home + " is there already: another report's folder is needed");
        }
        Files.createDirectories(home);
        String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        RunResult result;
        try (TestBed bed = driver.open(home, nodes, plan.seed(), client)) {
            RunClock clock = RunClock.startingNow();
            result = new Run(plan, bed, clock, this::tell).perform();
        } catch (ClusterException | LaunchException e) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "the cluster does not start: " + e.getMessage(), e);
        }
        RunRecord record = result.record()
                .withFact(RunRecord.COMMAND, command(plan))
                .withFact("started", started)
                .withFact("Java", System.getProperty("java.version"));
        Path page = ReportFolder.write(directory, record);
        tell(result, page);
        if (result.verdict() == Result.VALID) {
            delete(home);
        }
        return result;
    }

    private String command(RunPlan plan) {
        return String.join(
                " ",
                "./stator verify",
                "--workload " + String.join(",", plan.workloads()),
                "--nemesis " + String.join(",", plan.faults()),
                "--minutes "
                        + BigDecimal.valueOf(plan.duration().toMillis())
                                .divide(BigDecimal.valueOf(60_000), MathContext.DECIMAL32)
                                .toPlainString(),
                "--driver " + driver.name(),
                "--nodes " + nodes,
                "--client " + client.label(),
                "--clients " + plan.clients(),
                "--rate " + plan.operationsPerSecondMax(),
                "--seed " + plan.seed());
    }

    private void requirePossible(RunPlan plan) {
        if (!Faults.named(plan.faults()).isEmpty()
                && Nemesis.possible(Faults.named(plan.faults()), driver.capabilities(nodes))
                        .isEmpty()) {
            throw CommandFailure.badInput(
                    "the driver " + driver.name() + " can make none of these faults: " + plan.faults());
        }
    }

    private void tell(long atNanos, String what) {
        terminal.err().println(String.format(Locale.ROOT, "[%6.1f s] %s", atNanos / 1e9, what));
    }

    private void tell(RunResult result, Path page) {
        TextTable counts = new TextTable()
                .words("workload")
                .numbers("answered")
                .numbers("failed")
                .numbers("unknown")
                .numbers("after healing");
        for (Liveness live : result.workloads()) {
            counts.row(
                    live.workload(),
                    Figures.count(live.answered()),
                    Figures.count(live.failed()),
                    Figures.count(live.unknown()),
                    Figures.count(live.answeredAfterHealing()));
        }
        terminal.out().println(counts);
        TextTable table = new TextTable().words("judged").words("verdict").words("");
        for (Judgement judgement : result.record().judgements()) {
            table.row(judgement.subject(), judgement.result(), judgement.summary());
        }
        terminal.out().println();
        terminal.out().println(table);
        for (Judgement judgement : result.record().judgements()) {
            for (Judgement.Finding finding : judgement.findings()) {
                terminal.out().println();
                terminal.out().println(judgement.subject() + ": " + finding.title());
                finding.text().lines().forEach(line -> terminal.out().println("  " + line));
            }
        }
        terminal.out().println();
        terminal.out().println(result.verdict() + ": " + page);
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
