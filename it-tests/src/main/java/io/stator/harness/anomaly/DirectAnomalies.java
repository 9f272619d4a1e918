package io.stator.harness.anomaly;

import io.stator.harness.anomaly.KeyVersions.Contradiction;
import io.stator.harness.anomaly.KeyVersions.KeyRead;
import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import io.stator.harness.anomaly.Transaction.Status;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Anomalies that show without a cycle, in a read or in one transaction or a pair of them. */
final class DirectAnomalies {
    private final List<Transaction> transactions;
    private final VersionOrders orders;
    private final List<AnomalyCase> cases = new ArrayList<>();

    private DirectAnomalies(List<Transaction> transactions, VersionOrders orders) {
        this.transactions = transactions;
        this.orders = orders;
    }

    static List<AnomalyCase> in(List<Transaction> transactions, VersionOrders orders) {
        DirectAnomalies anomalies = new DirectAnomalies(transactions, orders);
        anomalies.contradictions();
        for (KeyVersions versions : orders.keys()) {
            versions.reads().forEach(read -> anomalies.read(versions, read));
            anomalies.dirtyUpdates(versions);
        }
        anomalies.lostUpdates();
        for (Transaction transaction : transactions) {
            if (transaction.isCommitted()) {
                anomalies.internal(transaction);
                anomalies.futureRead(transaction);
            }
        }
        return anomalies.cases;
    }

    private void contradictions() {
        for (Contradiction contradiction : orders.contradictions()) {
            KeyRead one = contradiction.one();
            KeyRead other = contradiction.other();
            cases.add(AnomalyCase.of(
                    Anomaly.INCOMPATIBLE_ORDER,
                    one.reader().name() + " found " + one.found() + ", which is not the beginning of " + other.found()
                            + ", found by " + other.reader().name(),
                    one.reader(),
                    other.reader()));
        }
    }

    private void read(KeyVersions versions, KeyRead read) {
        if (!versions.isSound(read.found())) {
            elements(versions, read);
        }
        if (!read.found().isEmpty()) {
            intermediate(versions, read, read.found().get(read.found().size() - 1));
        }
    }

    /** Of each anomaly the first in the read. */
    private void elements(KeyVersions versions, KeyRead read) {
        Set<String> seen = new HashSet<>();
        Set<Anomaly> found = EnumSet.noneOf(Anomaly.class);
        for (String element : read.found()) {
            Transaction writer = versions.writer(element);
            if (!seen.add(element) && found.add(Anomaly.DUPLICATE_ELEMENTS)) {
                add(Anomaly.DUPLICATE_ELEMENTS, read, versions, element + " more than once", null);
            }
            if (writer == null) {
                if (found.add(Anomaly.UNWRITTEN_READ)) {
                    add(Anomaly.UNWRITTEN_READ, read, versions, element + ", which nobody appended", null);
                }
            } else if (writer.status() == Status.ABORTED && found.add(Anomaly.G1A)) {
                add(Anomaly.G1A, read, versions, element + ", of " + writer.name() + ", which aborted", writer);
            }
        }
    }

    private void intermediate(KeyVersions versions, KeyRead read, String last) {
        Transaction writer = versions.writer(last);
        if (writer != null && writer.number() != read.reader().number()) {
            String finalElement = lastAppended(writer, versions.key());
            if (!last.equals(finalElement)) {
                String what = last + " as the last, after which " + writer.name() + " also appended " + finalElement;
                add(Anomaly.G1B, read, versions, what, writer);
            }
        }
    }

    private void add(Anomaly anomaly, KeyRead read, KeyVersions versions, String what, @Nullable Transaction writer) {
        String reason = read.reader().name() + " found in " + versions.key() + " " + what + ": " + read.found();
        cases.add(
                writer == null
                        ? AnomalyCase.of(anomaly, reason, read.reader())
                        : AnomalyCase.of(anomaly, reason, writer, read.reader()));
    }

    private static String lastAppended(Transaction transaction, String key) {
        String last = "";
        for (MicroOperation step : transaction.steps()) {
            if (step instanceof Append append && append.key().equals(key)) {
                last = append.element();
            }
        }
        return last;
    }

    /** An element of an aborted transaction with one of a committed after it: what is committed rests on it. */
    private void dirtyUpdates(KeyVersions versions) {
        Transaction aborted = null;
        for (String element : versions.order()) {
            Transaction writer = versions.writer(element);
            if (writer == null) {
                continue;
            }
            if (aborted != null && writer.isCommitted()) {
                cases.add(AnomalyCase.of(
                        Anomaly.DIRTY_UPDATE,
                        writer.name() + " appended " + element + " to " + versions.key() + " after an append of "
                                + aborted.name() + ", which aborted: " + versions.order(),
                        aborted,
                        writer));
                aborted = null;
            } else if (writer.status() == Status.ABORTED) {
                aborted = writer;
            }
        }
    }

    private record ReadVersion(String key, List<String> found) {}

    /** Transactions that read a key before their first append to it: each must have read another version. */
    private void lostUpdates() {
        Map<ReadVersion, List<Transaction>> updates = new LinkedHashMap<>();
        for (Transaction transaction : transactions) {
            if (!transaction.isCommitted()) {
                continue;
            }
            Map<String, List<String>> firstReads = new HashMap<>();
            Set<String> appended = new HashSet<>();
            for (MicroOperation step : transaction.steps()) {
                if (step instanceof Read read && read.found() != null) {
                    firstReads.putIfAbsent(read.key(), read.found());
                } else if (step instanceof Append append && appended.add(append.key())) {
                    List<String> found = firstReads.get(append.key());
                    if (found != null) {
                        updates.computeIfAbsent(new ReadVersion(append.key(), found), absent -> new ArrayList<>())
                                .add(transaction);
                    }
                }
            }
        }
        updates.forEach((version, lost) -> {
            if (lost.size() > 1) {
                cases.add(new AnomalyCase(
                        Anomaly.LOST_UPDATE,
                        lost,
                        List.of("each read " + version.key() + " = " + version.found() + " and then appended to it"),
                        List.of()));
            }
        });
    }

    /** A read shows what the transaction's last read of the key showed, and what it appended since. */
    private void internal(Transaction transaction) {
        Map<String, Expected> expected = new HashMap<>();
        for (MicroOperation step : transaction.steps()) {
            if (step instanceof Append append) {
                expected.merge(
                        append.key(),
                        new Expected(false, List.of(append.element())),
                        (before, added) -> before.with(append.element()));
            } else if (step instanceof Read read && read.found() != null) {
                Expected now = expected.put(read.key(), new Expected(true, read.found()));
                if (now != null && !now.fits(read.found())) {
                    cases.add(AnomalyCase.of(
                            Anomaly.INTERNAL,
                            transaction.name() + " found " + read.key() + " = " + read.found() + ", where "
                                    + (now.isWhole() ? "" : "a list that ends with ") + now.elements()
                                    + " was to be expected from its own steps before",
                            transaction));
                }
            }
        }
    }

    /** What a transaction must find: the whole list, or, if it has not read it before, its end. */
    private record Expected(boolean isWhole, List<String> elements) {
        Expected with(String element) {
            List<String> more = new ArrayList<>(elements);
            more.add(element);
            return new Expected(isWhole, more);
        }

        boolean fits(List<String> found) {
            int more = found.size() - elements.size();
            return more >= 0
                    && (more == 0 || !isWhole)
                    && found.subList(more, found.size()).equals(elements);
        }
    }

    private void futureRead(Transaction transaction) {
        Map<String, Set<String>> found = new HashMap<>();
        for (MicroOperation step : transaction.steps()) {
            if (step instanceof Read read && read.found() != null) {
                found.computeIfAbsent(read.key(), key -> new HashSet<>()).addAll(read.found());
            } else if (step instanceof Append append
                    && found.getOrDefault(append.key(), Set.of()).contains(append.element())) {
                cases.add(AnomalyCase.of(
                        Anomaly.FUTURE_READ,
                        transaction.name() + " found " + append.element() + " in " + append.key()
                                + " before it appended it",
                        transaction));
            }
        }
    }
}
