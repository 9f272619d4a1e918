package io.stator.harness.anomaly;

import java.util.List;

/**
 * One anomaly found in a history.
 *
 * @param transactions that show it; those of a cycle in its order
 * @param reasons for people: why it is one; of a cycle, why each transaction comes before the next, and the
 *     last before the first
 * @param relations of a cycle: why each transaction comes before the next, in a word; else empty
 */
public record AnomalyCase(
        Anomaly anomaly, List<Transaction> transactions, List<String> reasons, List<String> relations) {
    public AnomalyCase {
        transactions = List.copyOf(transactions);
        reasons = List.copyOf(reasons);
        relations = List.copyOf(relations);
    }

    static AnomalyCase of(Anomaly anomaly, String reason, Transaction... transactions) {
        return new AnomalyCase(anomaly, List.of(transactions), List.of(reason), List.of());
    }

    /** For people: the transactions, and why they cannot be. */
    public String explanation() {
        StringBuilder text = new StringBuilder();
        text.append(anomaly.title()).append(": ").append(anomaly.meaning()).append('\n');
        transactions.forEach(transaction ->
                text.append("  ").append(transaction.description()).append('\n'));
        text.append(
                relations.isEmpty() ? "because\n" : "Each must come before the next, and the last before the first:\n");
        reasons.forEach(reason -> text.append("  ").append(reason).append('\n'));
        return text.toString();
    }
}
