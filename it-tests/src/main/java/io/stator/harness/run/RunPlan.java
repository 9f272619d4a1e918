package io.stator.harness.run;

import java.time.Duration;
import java.util.List;

/**
 * What a run shall do. Immutable.
 *
 * @param workloads by their names, all at the same time, on keys of their own
 * @param faults names that {@link io.stator.harness.nemesis.Faults#named} knows
 * @param duration from the first operation until everything is healed
 * @param seed of what the workloads and the nemesis choose
 * @param clients of each workload
 * @param operationsPerSecondMax of each client
 */
public record RunPlan(
        List<String> workloads,
        List<String> faults,
        Duration duration,
        long seed,
        int clients,
        int operationsPerSecondMax) {
    public static final int CLIENTS_DEFAULT = 5;
    public static final int OPERATIONS_PER_SECOND_DEFAULT = 20;

    /** More would not fit on one machine with a cluster. */
    public static final int CLIENTS_MAX = 1_000;

    public static final int OPERATIONS_PER_SECOND_MAX = 1_000;

    /** @throws IllegalArgumentException if a number is out of range, or there is no workload */
    public RunPlan {
        workloads = List.copyOf(workloads);
        faults = List.copyOf(faults);
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException("a run without a workload shows nothing");
        }
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a run must take some time");
        }
        requireRange("clients", clients, CLIENTS_MAX);
        requireRange("operations per second", operationsPerSecondMax, OPERATIONS_PER_SECOND_MAX);
    }

    private static void requireRange(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(what + ": from 1 to " + max + ", not " + value);
        }
    }

    public static RunPlan of(List<String> workloads, List<String> faults, Duration duration, long seed) {
        return new RunPlan(workloads, faults, duration, seed, CLIENTS_DEFAULT, OPERATIONS_PER_SECOND_DEFAULT);
    }
}
