package io.stator.harness.anomaly;

import io.stator.harness.anomaly.KeyVersions.Contradiction;
import io.stator.harness.anomaly.KeyVersions.KeyRead;
import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of all appends of a history, key by key, as far as its reads tell. Only reads of committed
 * transactions are evidence.
 */
final class VersionOrders {
    private final Map<String, KeyVersions> byKey = new LinkedHashMap<>();
    private final List<Contradiction> contradictions = new ArrayList<>();

    VersionOrders(List<Transaction> transactions) {
        for (Transaction transaction : transactions) {
            for (MicroOperation step : transaction.steps()) {
                if (step instanceof Append append) {
                    of(append.key()).appended(append, transaction);
                } else if (step instanceof Read read && read.found() != null && transaction.isCommitted()) {
                    of(read.key()).reads().add(new KeyRead(transaction, read.found()));
                }
            }
        }
        for (KeyVersions versions : byKey.values()) {
            contradictions.addAll(versions.inferOrder());
        }
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
}
