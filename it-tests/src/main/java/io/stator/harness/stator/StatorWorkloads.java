package io.stator.harness.stator;

import io.stator.harness.workload.BankWorkload;
import io.stator.harness.workload.KeyRotation;
import io.stator.harness.workload.LinearizableWorkload;
import io.stator.harness.workload.ListAppendWorkload;
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

    /** A register that is claimed once is soon of no more use. */
    private static final int CLAIM_SLOTS = 2;

    private static final int OPERATIONS_PER_CLAIM = 16;
    private static final int UNKNOWN_PER_CLAIM = 2;

    /** Of transactions over one to four of them. */
    private static final int TRANSACTION_SLOTS = 6;

    /** Reads of several lists are kept whole, so lists stay short. */
    private static final int OPERATIONS_PER_LIST = 100;

    private static final Map<String, Function<StatorClients, Workload>> BY_NAME = new TreeMap<>(Map.ofEntries(
            workload(
                    "register",
                    clients -> LinearizableWorkload.register(
                            StatorRegisters.spread(clients.ofAll(), "registers"),
                            clients.windows("registers"),
                            keys("register"))),
            workload(
                    "counter",
                    clients -> LinearizableWorkload.counter(
                            new StatorCounters(clients.ofAll(), "counters"), keys("counter"))),
            workload("set", clients -> LinearizableWorkload.set(new StatorSets(clients.ofAll(), "sets"), keys("set"))),
            workload(
                    "list",
                    clients -> LinearizableWorkload.list(new StatorLists(clients.ofAll(), "lists"), keys("list"))),
            workload(
                    MonotonicWorkload.NAME,
                    clients -> new MonotonicWorkload(
                            StatorRegisters.spread(clients.ofAll(), "versions"),
                            clients.windows("versions"),
                            keys("version"))),
            workload(
                    WalkWorkload.NAME,
                    clients -> new WalkWorkload(new StatorCollections(clients.ofAll(), "collections"))),
            workload(
                    TableWorkload.NAME,
                    clients -> new TableWorkload(
                            new StatorTables(clients.ofAll()),
                            new KeyRotation("table", TABLE_SLOTS, OPERATIONS_PER_KEY, UNKNOWN_PER_KEY))),
            workload(BankWorkload.NAME, clients -> new BankWorkload(new StatorBank(clients.ofAll(), "accounts"))),
            workload(
                    "append",
                    clients -> ListAppendWorkload.append(
                            new StatorTransactions(clients.ofAll(), "appended"),
                            new StatorLists(clients.ofAll(), "appended"),
                            new KeyRotation("append", TRANSACTION_SLOTS, OPERATIONS_PER_LIST, UNKNOWN_PER_KEY))),
            workload(
                    "fork",
                    clients -> ListAppendWorkload.fork(
                            new StatorTransactions(clients.ofAll(), "forked"),
                            new StatorLists(clients.ofAll(), "forked"),
                            new KeyRotation("fork", SLOTS, OPERATIONS_PER_LIST, UNKNOWN_PER_KEY))),
            workload(
                    "mirror",
                    clients -> LinearizableWorkload.register(
                                    new StatorMirrors(clients.ofAll(), "mirrors"), keys("mirror"))
                            .byTransactions("mirror")),
            workload(
                    "skew",
                    clients -> LinearizableWorkload.claim(
                                    new StatorClaims(clients.ofAll(), "claims"),
                                    new KeyRotation("claim", CLAIM_SLOTS, OPERATIONS_PER_CLAIM, UNKNOWN_PER_CLAIM))
                            .byTransactions("skew")),
            workload(
                    "repeat",
                    clients -> LinearizableWorkload.counter(
                                    new StatorRepeats(clients.ofAll(), clients.ofOne(), "repeats"), keys("repeat"))
                            .byTransactions("repeat"))));

    private StatorWorkloads() {}

    private static Map.Entry<String, Function<StatorClients, Workload>> workload(
            String name, Function<StatorClients, Workload> maker) {
        return Map.entry(name, maker);
    }

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
