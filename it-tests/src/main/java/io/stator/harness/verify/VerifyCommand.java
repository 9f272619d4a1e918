package io.stator.harness.verify;

import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.run.RunPlan;
import io.stator.harness.run.RunResult;
import io.stator.harness.stator.ClientKind;
import io.stator.harness.stator.mutant.Mutant;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final Function<Mutant, Drivers> ofMutant;

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

    @Option(
            names = "--mutants",
            paramLabel = "NAME",
            split = ",",
            description = "Not Stator, but Stator built wrong on purpose: is every one of these found within five"
                    + " minutes? Several separated by commas, or all; see docs/mutations.md. By the Java client.")
    private List<String> mutants = List.of();

    @Option(names = "--resume", description = "Go on with a plan where it ended.")
    private boolean resume;

    /** @param ofMutant drivers of clusters that are wrong on purpose */
    public VerifyCommand(Terminal terminal, Drivers drivers, Function<Mutant, Drivers> ofMutant) {
        this.terminal = terminal;
        this.drivers = drivers;
        this.ofMutant = ofMutant;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!mutants.isEmpty()) {
            return exitCode(mutationProof()).code();
        }
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
        RunResult result = new SingleRun(terminal, chosen, options.nodes(), options.client()).perform(run, directory);
        return result.verdict();
    }

    private Result mutationProof() throws IOException, InterruptedException {
        if (options.client() != ClientKind.STATOR) {
            throw CommandFailure.badInput("--client: mutants are hunted by the client stator");
        }
        Path directory = report == null ? Path.of("stator-verify-mutants-" + options.seed()) : report;
        List<MutationProof.Hunted> hunted = new ArrayList<>();
        for (Mutant mutant : Mutant.values()) {
            if (mutants.contains("all") || mutants.contains(mutant.name())) {
                hunted.add(new MutationProof.Hunted(mutant, mutant.hunt(), ofMutant.apply(mutant)));
            }
        }
        for (String name : mutants) {
            if (!name.equals("all")
                    && hunted.stream().noneMatch(each -> each.mutant().name().equals(name))) {
                throw CommandFailure.badInput("--mutants: there is no '" + name + "'; there are all, "
                        + Stream.of(Mutant.values()).map(Mutant::name).collect(Collectors.joining(", ")));
            }
        }
        return new MutationProof(terminal, directory, MutationProof.LIMIT, System::nanoTime)
                .carryOut(hunted, options.seed());
    }

    static ExitCode exitCode(Result verdict) {
        return switch (verdict) {
            case VALID -> ExitCode.OK;
            case INVALID -> ExitCode.NEGATIVE;
            case UNDECIDED -> ExitCode.UNAVAILABLE;
        };
    }
}
