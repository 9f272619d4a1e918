package io.stator.harness.anomaly;

import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.harness.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A database of lists that runs transactions of concurrent processes step by step, as well or as badly as
 * its isolation says. Used once.
 */
final class SimulatedDatabase {
    private final Random random;
    private final Isolation isolation;
    private final Shape shape;

    /** All committed states, the latest last. */
    private final List<Map<String, List<String>>> versions = new ArrayList<>(List.of(Map.of()));

    private final Map<String, Integer> lastChange = new HashMap<>();
    private final List<Running> running = new ArrayList<>();
    private final List<Transaction> ended = new ArrayList<>();
    private long clock;
    private int elements;

    /** How transactions see each other. */
    enum Isolation {
        /** A transaction takes effect in one moment between its beginning and its end. */
        STRICT_SERIALIZABLE,
        /** Snapshot isolation: who commits second on one key aborts. */
        SNAPSHOT,
        /** Snapshot isolation that lets the second write over the first. */
        SNAPSHOT_THAT_LOSES_UPDATES,
        /** Each step sees what is committed by then; appends take effect together at the end. */
        READ_COMMITTED,
        /** Each append takes effect at once, and stays if the transaction aborts. */
        READ_UNCOMMITTED,
        /** Serializable, but one that only reads may see a state that is long past. */
        STALE_READS,
        /** Serializable, but now and then what was committed is forgotten as a whole. */
        LOST_COMMITS
    }

    /** @param unknownPercent that end without an answer; half of them have committed */
    record Shape(int transactions, int processes, int keys, int steps, int unknownPercent) {}

    private final class Running {
        private final int process;
        private final long begun = ++clock;
        private final Map<String, List<String>> snapshot = latest();
        private final int version = versions.size();
        private final List<MicroOperation> plan = new ArrayList<>();
        private final List<MicroOperation> done = new ArrayList<>();
        private final Map<String, List<String>> own = new HashMap<>();

        Running(int process) {
            this.process = process;
            int count = 1 + random.nextInt(shape.steps());
            for (int step = 0; step < count; step++) {
                String key = "k" + random.nextInt(shape.keys());
                plan.add(random.nextBoolean() ? new Append(key, "e" + elements++) : new Read(key, null));
            }
            if (isolation == Isolation.READ_COMMITTED) {
                // No lock keeps others from appending between an own append and a read of it.
                plan.sort(Comparator.comparing(Append.class::isInstance));
            }
        }

        boolean appends() {
            return plan.stream().anyMatch(Append.class::isInstance);
        }
    }

    SimulatedDatabase(Random random, Isolation isolation, Shape shape) {
        this.random = random;
        this.isolation = isolation;
        this.shape = shape;
    }

    /** The history; a last transaction reads every key after all others. */
    List<Transaction> run() {
        int begun = 0;
        int nextProcess = shape.processes();
        List<Integer> idle = new ArrayList<>();
        for (int process = 0; process < shape.processes(); process++) {
            idle.add(process);
        }
        while (begun < shape.transactions() || !running.isEmpty()) {
            if (begun < shape.transactions() && !idle.isEmpty() && random.nextInt(3) == 0) {
                running.add(new Running(idle.remove(random.nextInt(idle.size()))));
                begun++;
            } else if (!running.isEmpty()) {
                Running transaction = running.get(random.nextInt(running.size()));
                if (transaction.done.size() < transaction.plan.size()) {
                    step(transaction);
                } else {
                    boolean isAnswered = end(transaction);
                    idle.add(isAnswered ? transaction.process : nextProcess++);
                }
            }
        }
        List<MicroOperation> reads = new ArrayList<>();
        for (int key = 0; key < shape.keys(); key++) {
            reads.add(new Read("k" + key, latest().getOrDefault("k" + key, List.of())));
        }
        ended.add(new Transaction(ended.size() + 1, nextProcess, reads, Status.COMMITTED, ++clock, ++clock));
        return ended;
    }

    private Map<String, List<String>> latest() {
        return versions.get(versions.size() - 1);
    }

    private void step(Running transaction) {
        MicroOperation step = transaction.plan.get(transaction.done.size());
        switch (isolation) {
            case STRICT_SERIALIZABLE, LOST_COMMITS -> runAtOnce(transaction, latest());
            case STALE_READS ->
                runAtOnce(
                        transaction, transaction.appends() ? latest() : versions.get(random.nextInt(versions.size())));
            case SNAPSHOT, SNAPSHOT_THAT_LOSES_UPDATES -> perform(transaction, step, transaction.snapshot);
            case READ_COMMITTED -> perform(transaction, step, latest());
            case READ_UNCOMMITTED -> {
                perform(transaction, step, latest());
                commit(transaction.own);
                transaction.own.clear();
            }
        }
    }

    private void runAtOnce(Running transaction, Map<String, List<String>> state) {
        transaction.plan.forEach(step -> perform(transaction, step, state));
        commit(transaction.own);
    }

    /** Own lists hold what the transaction appended, to be put behind whatever is committed. */
    private void perform(Running transaction, MicroOperation step, Map<String, List<String>> state) {
        List<String> own = transaction.own.getOrDefault(step.key(), List.of());
        List<String> seen = new ArrayList<>(state.getOrDefault(step.key(), List.of()));
        seen.addAll(own);
        if (step instanceof Append append) {
            List<String> more = new ArrayList<>(own);
            more.add(append.element());
            transaction.own.put(step.key(), more);
            transaction.done.add(append);
        } else {
            transaction.done.add(new Read(step.key(), seen));
        }
    }

    private void commit(Map<String, List<String>> appended) {
        Map<String, List<String>> next = new HashMap<>(latest());
        appended.forEach((key, own) -> {
            List<String> list = new ArrayList<>(next.getOrDefault(key, List.of()));
            list.addAll(own);
            next.put(key, list);
            lastChange.put(key, versions.size() + 1);
        });
        versions.add(next);
    }

    /** Whether the process learnt how it ended. */
    private boolean end(Running transaction) {
        running.remove(transaction);
        boolean isUnknown = random.nextInt(100) < shape.unknownPercent();
        boolean isCommitted = commitAtEnd(transaction, isUnknown && random.nextBoolean());
        Status status = isUnknown ? Status.UNKNOWN : isCommitted ? Status.COMMITTED : Status.ABORTED;
        List<MicroOperation> steps = isUnknown || !isCommitted ? transaction.plan : transaction.done;
        ended.add(new Transaction(
                ended.size() + 1,
                transaction.process,
                steps,
                status,
                transaction.begun,
                isUnknown ? Operation.NEVER : ++clock));
        return !isUnknown;
    }

    private boolean commitAtEnd(Running transaction, boolean givesUp) {
        switch (isolation) {
            case STRICT_SERIALIZABLE, STALE_READS -> {
                return true;
            }
            case LOST_COMMITS -> {
                if (random.nextInt(8) == 0) {
                    versions.add(versions.get(Math.max(0, versions.size() - 2)));
                }
                return true;
            }
            case READ_UNCOMMITTED -> {
                return random.nextInt(5) > 0;
            }
            case READ_COMMITTED -> {
                if (!givesUp) {
                    commit(transaction.own);
                }
                return !givesUp;
            }
            case SNAPSHOT -> {
                Set<String> changed = new HashSet<>(transaction.own.keySet());
                changed.removeIf(key -> lastChange.getOrDefault(key, 0) <= transaction.version);
                if (!givesUp && changed.isEmpty()) {
                    commit(transaction.own);
                }
                return !givesUp && changed.isEmpty();
            }
            case SNAPSHOT_THAT_LOSES_UPDATES -> {
                Map<String, List<String>> next = new HashMap<>(latest());
                transaction.own.forEach((key, own) -> {
                    List<String> list = new ArrayList<>(transaction.snapshot.getOrDefault(key, List.of()));
                    list.addAll(own);
                    next.put(key, list);
                });
                versions.add(next);
                return true;
            }
        }
        throw new AssertionError(isolation);
    }
}
