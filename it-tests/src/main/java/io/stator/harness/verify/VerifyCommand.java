package io.stator.harness.verify;

import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.run.RunPlan;
import io.stator.harness.run.RunResult;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stator verify}: Stator's consistency under faults, tried and judged. */
@Command(
        name = "verify",
        description = "Break a cluster on purpose while it is used, and judge what it answered.",
        footer = {
            "",
            "Exits with 0 if all was as promised, 1 if something was not, 3 if nothing is proven: too little was",
            "answered, a checker gave up, or the cluster did not start or come back.",
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final String PROCESSES = "processes";

    private final Terminal terminal;
    private final Drivers drivers;

    @Mixin
    private RunOptions options = new RunOptions();

    @Option(
            names = "--driver",
            paramLabel = "NAME",
            description = "How nodes are run: processes, containers or namespaces. Default: processes;"
                    + " with --plan all that can run here.")
    private @Nullable String driver;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where the report goes. Default: ./stator-verify-SEED; with --plan ./stator-verify-full.")
    private @Nullable Path report;

    @Option(
            names = "--plan",
            paramLabel = "full",
            description = "Not one run, but one for each nemesis on each driver that can do it; a table at the end.")
    private @Nullable String plan;

    @Option(names = "--resume", description = "Go on with a plan where it ended.")
    private boolean resume;

    public VerifyCommand(Terminal terminal, Drivers drivers) {
        this.terminal = terminal;
        this.drivers = drivers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (plan == null) {
            if (resume) {
                throw CommandFailure.badInput("--resume: only with --plan full");
            }
            return exitCode(oneRun()).code();
        }
        if (!plan.equals("full")) {
            throw CommandFailure.badInput("--plan: there is only 'full'");
        }
        List<Driver> chosen = driver == null ? drivers.all() : List.of(drivers.named(driver));
        Path directory = report == null ? Path.of("stator-verify-full") : report;
        return exitCode(new FullPlan(terminal, options, chosen, directory).carryOut(resume))
                .code();
    }

    private Result oneRun() throws IOException, InterruptedException {
        Driver chosen = drivers.named(driver == null ? PROCESSES : driver);
        Optional<String> obstacle = chosen.obstacle();
        if (obstacle.isPresent()) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE, "the driver " + chosen.name() + " cannot run here: " + obstacle.get());
        }
        RunPlan run = options.plan();
        Path directory = report == null ? Path.of("stator-verify-" + run.seed()) : report;
        RunResult result = new SingleRun(terminal, chosen, options.nodes()).perform(run, directory);
        return result.verdict();
    }

    static ExitCode exitCode(Result verdict) {
        return switch (verdict) {
            case VALID -> ExitCode.OK;
            case INVALID -> ExitCode.NEGATIVE;
            case UNDECIDED -> ExitCode.UNAVAILABLE;
        };
    }
}
