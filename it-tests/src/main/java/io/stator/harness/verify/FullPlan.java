package io.stator.harness.verify;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.nemesis.Fault;
import io.stator.harness.nemesis.Faults;
import io.stator.harness.nemesis.Nemesis;
import io.stator.harness.run.Liveness;
import io.stator.harness.run.RunResult;
import io.stator.harness.verify.PlanState.Ended;
import io.stator.server.cli.console.CommandFailure;
import io.stator.server.cli.console.ExitCode;
import io.stator.server.cli.console.Figures;
import io.stator.server.cli.console.Terminal;
import io.stator.server.cli.console.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * All workloads together under each nemesis on each driver that can make it, one run after the other, each on a
 * cluster of its own. What has ended is kept in a file, so that the plan can be resumed.
 */
final class FullPlan {
    private static final String NONE = "none";
    private static final String MIXTURE = "all";

    private final Terminal terminal;
    private final RunOptions options;
    private final List<Driver> drivers;
    private final Path directory;

    FullPlan(Terminal terminal, RunOptions options, List<Driver> drivers, Path directory) {
        this.terminal = terminal;
        this.options = options;
        this.drivers = drivers;
        this.directory = directory;
    }

    /**
     * @param resume go on where it ended
     * @return the worst verdict
     */
    Result carryOut(boolean resume) throws IOException, InterruptedException {
        List<Driver> able = able();
        PlanState state = PlanState.open(directory.resolve("plan.tsv"), resume, options.seed(), options.common());
        int number = 0;
        for (Driver driver : able) {
            for (String nemesis : nemeses(driver)) {
                number++;
                if (!state.isDecided(driver.name(), nemesis)) {
                    state.add(run(driver, nemesis, state.seed() + number));
                }
            }
        }
        tell(state);
        return verdict(state);
    }

    /** Those that can run here. The others are named: what was not tried is not proven. */
    private List<Driver> able() {
        List<Driver> able = new ArrayList<>();
        for (Driver driver : drivers) {
            driver.obstacle()
                    .ifPresentOrElse(
                            obstacle -> terminal.out()
                                    .println("left out: the driver " + driver.name() + " cannot run here: " + obstacle),
                            () -> able.add(driver));
        }
        if (able.isEmpty()) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "no driver can run here");
        }
        return able;
    }

    private List<String> nemeses(Driver driver) {
        List<String> names = new ArrayList<>();
        names.add(NONE);
        Nemesis.possible(Faults.all(), driver.capabilities(options.nodes())).stream()
                .map(Fault::name)
                .forEach(names::add);
        names.add(MIXTURE);
        return names;
    }

    private Ended run(Driver driver, String nemesis, long seed) throws IOException, InterruptedException {
        Path report = directory.resolve(driver.name() + "-" + nemesis + "-" + seed + "-" + System.currentTimeMillis());
        terminal.out().println();
        terminal.out().println("== " + nemesis + " on " + driver.name());
        try {
            RunResult result = new SingleRun(terminal, driver, options.nodes(), options.client())
                    .perform(options.plan(List.of(nemesis), seed), report);
            return new Ended(
                    driver.name(),
                    nemesis,
                    seed,
                    result.verdict(),
                    sum(result, Liveness::answered),
                    sum(result, Liveness::failed),
                    sum(result, Liveness::unknown),
                    detail(result));
        } catch (CommandFailure failure) {
            if (failure.exitCode() != ExitCode.UNAVAILABLE) {
                throw failure;
            }
            terminal.out().println(failure.getMessage());
            String detail =
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            return new Ended(driver.name(), nemesis, seed, Result.UNDECIDED, 0, 0, 0, detail);
        }
    }

    private static int sum(RunResult result, ToIntFunction<Liveness> count) {
        return result.workloads().stream().mapToInt(count).sum();
    }

    private static String detail(RunResult result) {
        return result.record().judgements().stream()
                .filter(judgement -> judgement.result() != Result.VALID)
                .map(Judgement::subject)
                .collect(Collectors.joining("; "));
    }

    private void tell(PlanState state) {
        TextTable table = new TextTable()
                .words("driver")
                .words("nemesis")
                .numbers("seed")
                .numbers("answered")
                .numbers("failed")
                .numbers("unknown")
                .words("verdict")
                .words("");
        for (Ended run : state.ended()) {
            table.row(
                    run.driver(),
                    run.nemesis(),
                    run.seed(),
                    Figures.count(run.answered()),
                    Figures.count(run.failed()),
                    Figures.count(run.unknown()),
                    run.verdict(),
                    run.detail());
        }
        terminal.out().println();
        terminal.out().println(table);
    }

    /** Of the last run of each nemesis, unless one before it was invalid: that stays what it is. */
    private static Result verdict(PlanState state) {
        if (state.ended().stream().anyMatch(run -> run.verdict() == Result.INVALID)) {
            return Result.INVALID;
        }
        boolean decided = state.ended().stream().allMatch(run -> state.isDecided(run.driver(), run.nemesis()));
        return decided ? Result.VALID : Result.UNDECIDED;
    }
}
