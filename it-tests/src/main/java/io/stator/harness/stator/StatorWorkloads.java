package io.stator.harness.stator;

import io.stator.harness.workload.KeyRotation;
import io.stator.harness.workload.LinearizableWorkload;
import io.stator.harness.workload.MonotonicWorkload;
import io.stator.harness.workload.TableWorkload;
import io.stator.harness.workload.WalkWorkload;
import io.stator.harness.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The workloads on Stator, by their names, each on a table or on tables of its own. */
public final class StatorWorkloads {
    private static final int SLOTS = 4;
    private static final int TABLE_SLOTS = 2;
    private static final int OPERATIONS_PER_KEY = 200;

    /** Each may double what a checker has to try. */
    private static final int UNKNOWN_PER_KEY = 4;

    private static final Map<String, Function<StatorClients, Workload>> BY_NAME = new TreeMap<>(Map.of(
            "register",
            clients -> LinearizableWorkload.register(
                    StatorRegisters.spread(clients.ofAll(), "registers"),
                    clients.windows("registers"),
                    keys("register")),
            "counter",
            clients -> LinearizableWorkload.counter(new StatorCounters(clients.ofAll(), "counters"), keys("counter")),
            "set",
            clients -> LinearizableWorkload.set(new StatorSets(clients.ofAll(), "sets"), keys("set")),
            "list",
            clients -> LinearizableWorkload.list(new StatorLists(clients.ofAll(), "lists"), keys("list")),
            MonotonicWorkload.NAME,
            clients -> new MonotonicWorkload(
                    StatorRegisters.spread(clients.ofAll(), "versions"), clients.windows("versions"), keys("version")),
            WalkWorkload.NAME,
            clients -> new WalkWorkload(new StatorCollections(clients.ofAll(), "collections")),
            TableWorkload.NAME,
            clients -> new TableWorkload(
                    new StatorTables(clients.ofAll()),
                    new KeyRotation("table", TABLE_SLOTS, OPERATIONS_PER_KEY, UNKNOWN_PER_KEY))));

    private StatorWorkloads() {}

    private static KeyRotation keys(String prefix) {
        return new KeyRotation(prefix, SLOTS, OPERATIONS_PER_KEY, UNKNOWN_PER_KEY);
    }

    /** Ascending. */
    public static List<String> names() {
        return List.copyOf(BY_NAME.keySet());
    }

    /**
     * Each once.
     *
     * @param clients with short time-outs, so that no operation keeps a worker for long
     * @throws IllegalArgumentException if there is no workload of one of these names
     */
    static List<Workload> of(List<String> names, StatorClients clients) {
        List<Workload> workloads = new ArrayList<>();
        for (String name : names) {
            Function<StatorClients, Workload> maker = BY_NAME.get(name);
            if (maker == null) {
                throw new IllegalArgumentException("there is no workload '" + name + "'; there are " + names());
            }
            workloads.add(maker.apply(clients));
        }
        return workloads;
    }
}
