package io.stator.harness.anomaly;

import io.stator.harness.anomaly.KeyVersions.Contradiction;
import io.stator.harness.anomaly.KeyVersions.KeyRead;
import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import io.stator.harness.anomaly.Transaction.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of all appends of a history, key by key, as far as its reads tell. Only reads of committed
 * transactions are evidence. An unknown transaction of which an append was read has surely committed.
 */
final class VersionOrders {
    private final Map<String, KeyVersions> byKey = new LinkedHashMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private final Set<Transaction> surelyCommitted = Collections.newSetFromMap(new IdentityHashMap<>());

    VersionOrders(List<Transaction> transactions) {
        for (Transaction transaction : transactions) {
            for (MicroOperation step : transaction.steps()) {
                if (step instanceof Append append) {
                    of(append.key()).appended(append, transaction);
                } else if (step instanceof Read read && read.found() != null && transaction.isCommitted()) {
                    of(read.key()).reads().add(new KeyRead(transaction, read.found()));
                }
            }
            if (transaction.isCommitted()) {
                surelyCommitted.add(transaction);
            }
        }
        for (KeyVersions versions : byKey.values()) {
            contradictions.addAll(versions.inferOrder());
            for (KeyRead read : versions.reads()) {
                for (String element : read.found()) {
                    Transaction writer = versions.writer(element);
                    if (writer != null && writer.status() == Status.UNKNOWN) {
                        surelyCommitted.add(writer);
                    }
                }
            }
        }
        byKey.values().forEach(versions -> versions.findUnread(surelyCommitted));
    }

    Collection<KeyVersions> keys() {
        return byKey.values();
    }

    KeyVersions of(String key) {
        return byKey.computeIfAbsent(key, KeyVersions::new);
    }

    List<Contradiction> contradictions() {
        return contradictions;
    }

    /** Committed, or unknown and seen by a committed one. */
    boolean isSurelyCommitted(Transaction transaction) {
        return surelyCommitted.contains(transaction);
    }
}
