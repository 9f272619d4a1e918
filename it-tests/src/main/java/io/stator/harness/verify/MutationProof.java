package io.stator.harness.verify;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.run.RunPlan;
import io.stator.harness.run.RunResult;
import io.stator.harness.stator.ClientKind;
import io.stator.harness.stator.mutant.Hunt;
import io.stator.harness.stator.mutant.Mutant;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.Terminal;
import io.stator.server.cli.console.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Shows that the harness finds faults: hunts each mutant in short runs, each on a cluster of its own, until a run is
 * invalid or the mutant's time is over.
 */
final class MutationProof {
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final int NODES = 3;

    private final Terminal terminal;
    private final Path directory;
    private final Duration limit;
    private final LongSupplier nanoClock;
    private final List<Trial> trials = new ArrayList<>();

    /** A mutant, how it is hunted, and clusters of it. */
    record Hunted(Mutant mutant, Hunt hunt, Drivers drivers) {}

    /**
     * What became of it.
     *
     * @param result invalid: it was found; valid: it was not; undecided: it could not be tried
     * @param detail who found it and what, or why it could not be tried
     */
    private record Trial(Hunted hunted, Result result, Duration time, int runs, String detail) {}

    /** @param limit for each mutant, all its runs and their clusters' starts together */
    MutationProof(Terminal terminal, Path directory, Duration limit, LongSupplier nanoClock) {
        this.terminal = terminal;
        this.directory = directory;
        this.limit = limit;
        this.nanoClock = nanoClock;
    }

    /**
     * @param seed of the first run of each; every other run has the next one
     * @return valid if every one was found
     */
    Result carryOut(List<Hunted> all, long seed) throws IOException, InterruptedException {
        for (Hunted hunted : all) {
            terminal.out().println();
            terminal.out()
                    .println("== " + hunted.mutant() + ": " + hunted.mutant().broken());
            trials.add(hunt(hunted, seed));
        }
        tell();
        if (trials.stream().anyMatch(trial -> trial.result() == Result.VALID)) {
            return Result.INVALID;
        }
        boolean allTried = trials.stream().noneMatch(trial -> trial.result() == Result.UNDECIDED);
        return allTried ? Result.VALID : Result.UNDECIDED;
    }

    private Trial hunt(Hunted hunted, long seed) throws IOException, InterruptedException {
        Driver driver = hunted.drivers().named(hunted.hunt().driver());
        Optional<String> obstacle = driver.obstacle();
        if (obstacle.isPresent()) {
            String detail = "the driver " + driver.name() + " cannot run here: " + obstacle.get();
            terminal.out().println(detail);
            return new Trial(hunted, Result.UNDECIDED, Duration.ZERO, 0, detail);
        }
        long began = nanoClock.getAsLong();
        Duration time = Duration.ZERO;
        int runs = 0;
        String detail = "";
        // A run that could end after the limit is not begun.
        while (runs == 0 || time.plus(time.dividedBy(runs)).compareTo(limit) < 0) {
            Optional<RunResult> result = run(driver, hunted, seed + runs, runs + 1);
            runs++;
            time = Duration.ofNanos(nanoClock.getAsLong() - began);
            boolean found = result.isPresent() && result.get().verdict() == Result.INVALID;
            if (found && time.compareTo(limit) <= 0) {
                return new Trial(hunted, Result.INVALID, time, runs, finding(result.get()));
            }
            detail = result.map(each -> "the last run was " + each.verdict()).orElse("the last run did not begin");
        }
        return new Trial(hunted, Result.VALID, time, runs, detail);
    }

    /** Empty: the cluster did not start. */
    private Optional<RunResult> run(Driver driver, Hunted hunted, long seed, int number)
            throws IOException, InterruptedException {
        Hunt hunt = hunted.hunt();
        RunPlan plan = new RunPlan(
                hunt.workloads(), hunt.faults(), hunt.runDuration(), seed, hunt.clients(), hunt.operationsPerSecond());
        Path report = directory
                .resolve(hunted.mutant().name().toLowerCase(Locale.ROOT))
                .resolve("run-" + number);
        try {
            return Optional.of(new SingleRun(terminal, driver, NODES, ClientKind.STATOR).perform(plan, report));
        } catch (CommandFailure failure) {
            if (failure.exitCode() != ExitCode.UNAVAILABLE) {
                throw failure;
            }
            terminal.out().println(failure.getMessage());
            return Optional.empty();
        }
    }

    private static String finding(RunResult result) {
        for (Judgement judgement : result.record().judgements()) {
            if (judgement.result() == Result.INVALID) {
                return judgement.subject() + ": " + judgement.findings().get(0).title();
            }
        }
        throw new IllegalStateException("invalid without a judgement that says so");
    }

    private void tell() {
        TextTable table = new TextTable()
                .words("mutant")
                .words("workload")
                .words("nemesis")
                .words("driver")
                .words("found")
                .numbers("after")
                .numbers("runs")
                .words("");
        for (Trial trial : trials) {
            Hunt hunt = trial.hunted().hunt();
            table.row(
                    trial.hunted().mutant(),
                    String.join(",", hunt.workloads()),
                    String.join(",", hunt.faults()),
                    hunt.driver(),
                    found(trial.result()),
                    Figures.duration(trial.time()),
                    trial.runs(),
                    trial.detail());
        }
        terminal.out().println();
        terminal.out().println(table);
    }

    private static String found(Result result) {
        return switch (result) {
            case INVALID -> "yes";
            case VALID -> "NO";
            case UNDECIDED -> "not tried";
        };
    }
}
