package io.stator.harness.anomaly;

import io.stator.harness.anomaly.Anomaly.Order;
import io.stator.harness.anomaly.KeyVersions.KeyRead;
import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import io.stator.harness.anomaly.Transaction.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must come before what, and why. Aborted transactions have no place in any order and are left out;
 * unknown ones are in it, but have no end, so that nothing comes after them but what has seen them.
 */
final class Dependencies {
    private final List<Transaction> transactions;
    private final VersionOrders orders;
    private final IdentityHashMap<Transaction, Integer> indexes = new IdentityHashMap<>();

    Dependencies(List<Transaction> history, VersionOrders orders) {
        this.orders = orders;
        this.transactions = history.stream()
                .filter(transaction -> transaction.status() != Status.ABORTED)
                .toList();
        for (Transaction transaction : transactions) {
            indexes.put(transaction, indexes.size());
        }
    }

    Transaction transaction(int index) {
        return transactions.get(index);
    }

    /** The dependencies of the data, and those that the order adds. */
    DependencyGraph graph(Order order) {
        DependencyGraph.Builder graph = new DependencyGraph.Builder();
        for (KeyVersions versions : orders.keys()) {
            for (int position = 1; position < versions.order().size(); position++) {
                add(
                        graph,
                        versions.writer(versions.order().get(position - 1)),
                        versions.writer(versions.order().get(position)),
                        Relation.WRITE_WRITE);
            }
            for (Append append : versions.unread()) {
                String before = versions.before(append.element());
                if (before != null) {
                    add(graph, versions.writer(before), versions.writer(append.element()), Relation.WRITE_WRITE);
                }
            }
            for (KeyRead read : versions.reads()) {
                if (!read.found().isEmpty()) {
                    String last = read.found().get(read.found().size() - 1);
                    add(graph, versions.writer(last), read.reader(), Relation.WRITE_READ);
                }
                for (Append next : versions.nextAfter(read.found())) {
                    add(graph, read.reader(), versions.writer(next.element()), Relation.READ_WRITE);
                }
            }
        }
        switch (order) {
            case DATA -> {}
            case PROCESS -> addProcesses(graph);
            case REAL_TIME -> addRealTime(graph);
        }
        return graph.build(transactions.size());
    }

    private void add(
            DependencyGraph.Builder graph, @Nullable Transaction from, @Nullable Transaction to, Relation relation) {
        Integer source = indexes.get(from);
        Integer target = indexes.get(to);
        if (source != null && target != null) {
            graph.add(source, target, relation);
        }
    }

    private void addProcesses(DependencyGraph.Builder graph) {
        Map<Integer, Transaction> lastOf = new HashMap<>();
        transactions.stream()
                .sorted(Comparator.comparingLong(Transaction::invokedNanos))
                .forEach(transaction -> {
                    add(graph, lastOf.get(transaction.process()), transaction, Relation.PROCESS);
                    if (transaction.isCommitted()) {
                        lastOf.put(transaction.process(), transaction);
                    }
                });
    }

    /**
     * What had ended before another began comes before it. Of these many pairs only those are added from
     * which the others follow: when a transaction begins, edges lead to it from those that have ended and
     * are not followed by another that has ended, too. There are never more of them than processes.
     */
    private void addRealTime(DependencyGraph.Builder graph) {
        record Moment(long nanos, int index, boolean isEnd) {}

        List<Moment> moments = new ArrayList<>();
        for (int index = 0; index < transactions.size(); index++) {
            Transaction transaction = transactions.get(index);
            moments.add(new Moment(transaction.invokedNanos(), index, false));
            if (transaction.status() == Status.COMMITTED) {
                moments.add(new Moment(transaction.completedNanos(), index, true));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::nanos));
        Set<Integer> latest = new HashSet<>();
        List<List<Integer>> predecessors = new ArrayList<>(Collections.nCopies(transactions.size(), List.of()));
        for (Moment moment : moments) {
            if (moment.isEnd()) {
                predecessors.get(moment.index()).forEach(latest::remove);
                latest.add(moment.index());
            } else {
                latest.forEach(before -> graph.add(before, moment.index(), Relation.REAL_TIME));
                predecessors.set(moment.index(), List.copyOf(latest));
            }
        }
    }

    /** Why one comes before the other, for people. */
    String reason(Transaction one, Transaction other, Relation relation) {
        String reason = switch (relation) {
            case WRITE_WRITE -> writeWrite(one, other);
            case WRITE_READ -> writeRead(one, other);
            case READ_WRITE -> readWrite(one, other);
            case PROCESS -> "process " + one.process() + " did " + one.name() + " before " + other.name();
            case REAL_TIME ->
                String.format(
                        Locale.ROOT,
                        "%s had ended (at %.3f ms) before %s began (at %.3f ms)",
                        one.name(),
                        one.completedNanos() / 1e6,
                        other.name(),
                        other.invokedNanos() / 1e6);
        };
        return one.name() + " before " + other.name() + " (" + relation.label() + "): " + reason;
    }

    private static boolean isBy(Transaction transaction, @Nullable Transaction writer) {
        return writer != null && writer.number() == transaction.number();
    }

    private String writeWrite(Transaction one, Transaction other) {
        for (MicroOperation step : other.steps()) {
            if (step instanceof Append append) {
                KeyVersions versions = orders.of(append.key());
                String before = versions.before(append.element());
                if (before != null && isBy(one, versions.writer(before))) {
                    boolean isUnread = versions.unread().contains(append);
                    return isUnread
                            ? other.name() + "'s " + append.element() + " is in no read of " + append.key()
                                    + ", so it came after " + one.name() + "'s " + before + ", the last in any"
                            : other.name() + " appended " + append.element() + " to " + append.key() + " next after "
                                    + one.name() + "'s " + before;
                }
            }
        }
        throw new IllegalStateException("no write of " + other + " follows " + one);
    }

    private String writeRead(Transaction one, Transaction other) {
        for (MicroOperation step : other.steps()) {
            if (step instanceof Read read
                    && read.found() != null
                    && !read.found().isEmpty()) {
                String last = read.found().get(read.found().size() - 1);
                if (isBy(one, orders.of(read.key()).writer(last))) {
                    return other.name() + " found " + one.name() + "'s " + last + " in " + read.key();
                }
            }
        }
        throw new IllegalStateException("no read of " + other + " found " + one);
    }

    private String readWrite(Transaction one, Transaction other) {
        for (MicroOperation step : one.steps()) {
            if (step instanceof Read read && read.found() != null) {
                KeyVersions versions = orders.of(read.key());
                for (Append next : versions.nextAfter(read.found())) {
                    if (isBy(other, versions.writer(next.element()))) {
                        return one.name() + " found " + read.key() + " = " + read.found() + ", without " + other.name()
                                + "'s " + next.element();
                    }
                }
            }
        }
        throw new IllegalStateException("no read of " + one + " came before " + other);
    }
}
