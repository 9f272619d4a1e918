package io.stator.harness.anomaly;

import io.stator.harness.anomaly.CycleSearch.Cycle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Judges transactions that append to lists and read them. All that it finds is certain: an anomaly is
 * reported only if no execution of the level explains the reads. What it cannot see it does not report:
 * where few reads were made, little follows. Stateless.
 *
 * <p>An append that was acknowledged and then lost is a version that every later read missed. The data
 * alone cannot show it: serially, the lost append may come after all of the reads. Only that it had ended
 * before they began does, which {@link IsolationLevel#STRICT_SERIALIZABLE} looks at.
 */
public final class ListAppendChecker {
    /** Of each anomaly, so many are told of: more of the same tells nothing new. */
    private static final int CASES_MAX = 8;

    /**
     * @param history all transactions, in any order
     * @throws IllegalArgumentException if an element was appended to a key twice
     */
    public TransactionVerdict check(List<Transaction> history, IsolationLevel level) {
        VersionOrders orders = new VersionOrders(history);
        Map<Anomaly, List<AnomalyCase>> found = new EnumMap<>(Anomaly.class);
        for (AnomalyCase anomalyCase : DirectAnomalies.in(history, orders)) {
            add(found, level, anomalyCase);
        }
        Dependencies dependencies = new Dependencies(history, orders);
        DependencyGraph graph = dependencies.graph(level.order());
        for (int[] component : cyclicComponents(graph)) {
            for (Cycle cycle : new CycleSearch(graph.among(component)).run(level.excludedCycles())) {
                add(found, level, told(cycle, component, dependencies));
            }
        }
        int reads = orders.keys().stream().mapToInt(key -> key.reads().size()).sum();
        List<AnomalyCase> cases = found.values().stream().flatMap(List::stream).toList();
        return new TransactionVerdict(level, history.size(), reads, cases);
    }

    private static List<int[]> cyclicComponents(DependencyGraph graph) {
        int[][] successors = new int[graph.size()][];
        for (int vertex = 0; vertex < successors.length; vertex++) {
            successors[vertex] = graph.successors(vertex);
        }
        List<int[]> components = new ArrayList<>(new Components(successors).cyclic());
        components.sort(Comparator.comparingInt(component -> component.length));
        return components;
    }

    private static void add(Map<Anomaly, List<AnomalyCase>> found, IsolationLevel level, AnomalyCase anomalyCase) {
        if (level.excludes(anomalyCase.anomaly())) {
            List<AnomalyCase> cases = found.computeIfAbsent(anomalyCase.anomaly(), anomaly -> new ArrayList<>());
            if (cases.size() < CASES_MAX) {
                cases.add(anomalyCase);
            }
        }
    }

    private static AnomalyCase told(Cycle cycle, int[] component, Dependencies dependencies) {
        List<Transaction> transactions = cycle.vertices().stream()
                .map(vertex -> dependencies.transaction(component[vertex]))
                .toList();
        List<String> reasons = new ArrayList<>();
        for (int index = 0; index < transactions.size(); index++) {
            Transaction next = transactions.get((index + 1) % transactions.size());
            reasons.add(dependencies.reason(
                    transactions.get(index), next, cycle.relations().get(index)));
        }
        return new AnomalyCase(
                cycle.anomaly(),
                transactions,
                reasons,
                cycle.relations().stream().map(Relation::label).toList());
    }
}
