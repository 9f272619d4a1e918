package io.stator.harness.anomaly;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a history of transactions says of an isolation level.
 *
 * @param transactions how many were judged
 * @param reads how many reads of committed transactions were evidence
 * @param cases what the level excludes and the history shows, the gravest first
 */
public record TransactionVerdict(IsolationLevel level, int transactions, int reads, List<AnomalyCase> cases) {
    public TransactionVerdict {
        cases = List.copyOf(cases);
    }

    /** True if nothing that the level excludes was found. */
    public boolean isValid() {
        return cases.isEmpty();
    }

    public Set<Anomaly> anomalies() {
        return cases.stream()
                .map(AnomalyCase::anomaly)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Anomaly.class)));
    }

    /** The names of the anomalies, by name. */
    public Set<String> anomalyTitles() {
        return anomalies().stream().map(Anomaly::title).collect(Collectors.toCollection(TreeSet::new));
    }

    /** For people. */
    public String explanation() {
        if (isValid()) {
            return level.title() + ": " + transactions + " transactions";
        }
        return "not " + level.title() + ": " + anomalyTitles() + "\n"
                + cases.stream().map(AnomalyCase::explanation).collect(Collectors.joining("\n"));
    }
}
