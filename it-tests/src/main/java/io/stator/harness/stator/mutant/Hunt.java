package io.stator.harness.stator.mutant;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By what kind of run a mutant is found. Immutable.
 *
 * @param workloads by their names in the harness
 * @param faults by their names in the harness
 * @param runDuration how long each run breaks things
 * @param clients of each workload
 * @param operationsPerSecond of each client, at most
 * @param settings of every node, by name, where they differ from those of other runs
 */
public record Hunt(
        List<String> workloads,
        List<String> faults,
        String driver,
        Duration runDuration,
        int clients,
        int operationsPerSecond,
        Map<String, String> settings) {
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(40);

    /** Of one workload; without faults, on processes. */
    static Hunt by(String workload) {
        return new Hunt(List.of(workload), List.of("none"), "processes", SHORT, 5, 20, Map.of());
    }

    /** Under these faults, which take their time. */
    Hunt under(String... newFaults) {
        return new Hunt(workloads, List.of(newFaults), driver, LONG, clients, operationsPerSecond, settings);
    }

    /** @param duration of each run */
    public Hunt lasting(Duration duration) {
        return new Hunt(workloads, faults, driver, duration, clients, operationsPerSecond, settings);
    }

    Hunt on(String newDriver) {
        return new Hunt(workloads, faults, newDriver, runDuration, clients, operationsPerSecond, settings);
    }

    /** With as much load as a small machine bears. */
    Hunt busy() {
        return new Hunt(workloads, faults, driver, runDuration, 20, 50, settings);
    }

    Hunt with(String setting, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(setting, value);
        return new Hunt(workloads, faults, driver, runDuration, clients, operationsPerSecond, Map.copyOf(more));
    }
}
