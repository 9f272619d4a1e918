package io.stator.harness.verify;

import io.stator.harness.nemesis.Faults;
import io.stator.harness.run.RunPlan;
import io.stator.harness.stator.ClientKind;
import io.stator.harness.stator.StatorWorkloads;
import io.stator.server.cli.console.CommandFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;

/** What every run of a command has in common. */
final class RunOptions {
    private static final String ALL = "all";
    private static final double MINUTES_MAX = 60 * 24;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            split = ",",
            defaultValue = ALL,
            description =
                    "Several separated by commas, done at the same time on keys of their own: append, bank,"
                            + " counter, fork, list, mirror, monotonic, register, repeat, set, skew, table, walk, or all. Default: ${DEFAULT-VALUE}.")
    private List<String> workloads = List.of(ALL);

    @Option(
            names = "--nemesis",
            paramLabel = "NAME",
            split = ",",
            defaultValue = ALL,
            description =
                    "What is broken, several separated by commas: none, kill, coordinator, pause, replace, members, partition,"
                            + " link, clock, power, disk, one of these alone such as kill-leader, or all. Default: ${DEFAULT-VALUE}.")
    private List<String> faults = List.of(ALL);

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "2",
            description = "How long things are broken in each run. Default: ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same operations and the same plan of faults."
                    + " Default: by chance; it is printed.")
    private long seed = ThreadLocalRandom.current().nextInt(1_000_000);

    @Option(
            names = "--client",
            paramLabel = "NAME",
            defaultValue = "stator",
            description =
                    "Which client the workloads use: stator, the Java client; or aws-sdk, the AWS SDK for Java, at the"
                            + " nodes' DynamoDB API and with retries of its own. Default: ${DEFAULT-VALUE}.")
    private String client = "stator";

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "" + RunPlan.CLIENTS_DEFAULT,
            description = "Of each workload. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "" + RunPlan.OPERATIONS_PER_SECOND_DEFAULT,
            description = "Operations of each client in a second at most. Default: ${DEFAULT-VALUE}.")
    private int operationsPerSecond;

    long seed() {
        return seed;
    }

    int nodes() {
        if (nodes < 1 || nodes > 9) {
            throw CommandFailure.badInput("--nodes: from 1 to 9");
        }
        return nodes;
    }

    List<String> faults() {
        return faults;
    }

    ClientKind client() {
        return ClientKind.labelled(client)
                .orElseThrow(() -> CommandFailure.badInput(
                        "--client: there is no '" + client + "'; there are " + ClientKind.labels()));
    }

    /** What all runs of a plan have in common, in one line. */
    String common() {
        RunPlan plan = plan();
        return "workloads " + String.join(",", plan.workloads()) + ", "
                + plan.duration().toMillis() + " ms, " + nodes()
                + " nodes, " + plan.clients() + " clients by " + client().label() + ", " + plan.operationsPerSecondMax()
                + " operations a second";
    }

    RunPlan plan() {
        return plan(faults, seed);
    }

    /** @throws CommandFailure if an option has no meaning */
    RunPlan plan(List<String> itsFaults, long itsSeed) {
        if (!(minutes > 0 && minutes <= MINUTES_MAX)) {
            throw CommandFailure.badInput("--minutes: more than 0 and at most " + MINUTES_MAX);
        }
        List<String> names = workloads.contains(ALL) ? StatorWorkloads.names() : workloads;
        for (String name : names) {
            if (!StatorWorkloads.names().contains(name)) {
                throw CommandFailure.badInput("--workload: there is no '" + name + "'; there are all, "
                        + String.join(", ", StatorWorkloads.names()));
            }
        }
        Duration duration = Duration.ofMillis(Math.max(1, Math.round(minutes * 60_000)));
        try {
            Faults.named(itsFaults);
            return new RunPlan(names, itsFaults, duration, itsSeed, clients, operationsPerSecond);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
