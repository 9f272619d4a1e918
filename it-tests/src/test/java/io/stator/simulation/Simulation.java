package io.stator.simulation;

import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.model.EncodedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One schedule: clients at work while things go wrong, then quiet, then everything is looked at. */
final class Simulation {
    private static final int CLIENTS_MAX = 4;
    private static final int OPERATIONS_MAX = 8;

    /** Of intents after all is healed and done: deadlines of wild clocks, a sweep, a resolver that was just too late. */
    private static final long QUIET = 4_000;

    /** Of records: the token window beside it. */
    private static final long CLEAN = QUIET + 3_000 + 3_500;

    private final SplittableRandom random;
    private final Scheduler scheduler = new Scheduler();
    private final Chaos chaos;
    private final Parts parts;
    private final SimulatedCluster cluster;
    private final SimulatedHistory history = new SimulatedHistory(scheduler);
    private final List<SimulatedClient> clients = new ArrayList<>();

    Simulation(long seed, Parts parts) {
        this.random = new SplittableRandom(seed);
        this.chaos = new Chaos(random);
        this.parts = parts;
        this.cluster = new SimulatedCluster(random, scheduler, chaos, parts);
    }

    /** @throws ViolationException if a promise was broken */
    void run() {
        int count = 2 + random.nextInt(CLIENTS_MAX - 1);
        for (int client = 0; client < count; client++) {
            clients.add(new SimulatedClient(this, client, 1 + random.nextInt(OPERATIONS_MAX)));
        }
        if (random.nextInt(3) != 0) {
            scheduler.after(random.nextLong(2_000), cluster::split);
        }
        for (int crash = random.nextInt(4); crash > 0; crash--) {
            scheduler.after(random.nextLong(2_000), () -> {
                if (!chaos.isHealed()) {
                    cluster.crashPartition();
                }
            });
        }
        while (!clients.stream().allMatch(SimulatedClient::isDone)) {
            scheduler.step();
        }
        chaos.heal();
        cluster.heal();
        long healedAt = scheduler.now();
        runUntil(healedAt + QUIET, false);
        runUntil(healedAt + CLEAN, true);
        for (EncodedKey key : SimulatedCluster.KEYS) {
            long invoked = scheduler.moment();
            List<String> elements = cluster.invariants().elements(key);
            history.ended(
                    invoked, List.of(new MicroOperation.Read(SimulatedClient.name(key), elements)), Status.COMMITTED);
        }
        history.check();
    }

    /** @param records whether they must be gone, too */
    private void runUntil(long end, boolean records) {
        while (!isClean(records)) {
            if (scheduler.now() > end) {
                StringBuilder left = new StringBuilder("left behind:");
                cluster.partitions().forEach(partition -> left.append(partition.leftovers()));
                throw new ViolationException(left.toString());
            }
            scheduler.step();
        }
    }

    private boolean isClean(boolean records) {
        return cluster.partitions().stream()
                .allMatch(partition ->
                        records ? partition.isClean() : partition.intents().isEmpty());
    }

    SplittableRandom random() {
        return random;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Chaos chaos() {
        return chaos;
    }

    Parts parts() {
        return parts;
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    SimulatedHistory history() {
        return history;
    }
}
