package io.stator.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The next step towards replicas and preferred leaders that are spread evenly, and away from nodes that are to go. Pure.
 * Each step brings two numbers closer to each other or empties a node, so that the steps end; where {@link Placement} left
 * things there is none to take.
 */
final class Rebalancing {
    private Rebalancing() {}

    /** @param replicas where they are to be, the preferred leader first */
    record Move(PartitionRecord partition, List<String> replicas) {}

    /** Empty: all is well, or some partition has not come to its placement yet. */
    static Optional<Move> next(CatalogState state) {
        if (!state.partitions().stream().allMatch(PartitionRecord::isSettled)) {
            return Optional.empty();
        }
        return Stream.<Function<CatalogState, Optional<Move>>>of(
                        Rebalancing::drain, Rebalancing::spreadReplicas, Rebalancing::spreadLeaders)
                .map(step -> step.apply(state))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Move> drain(CatalogState state) {
        Map<String, Integer> held = count(state, PartitionRecord::replicas);
        for (PartitionRecord partition : state.partitions()) {
            for (String from : partition.replicas()) {
                if (!held.containsKey(from)) {
                    return held.keySet().stream()
                            .filter(to -> !partition.replicas().contains(to))
                            .min(Comparator.<String>comparingInt(held::get).thenComparing(Comparator.naturalOrder()))
                            .map(to -> new Move(partition, exchanged(partition.replicas(), from, to)));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Move> spreadReplicas(CatalogState state) {
        Map<String, Integer> held = count(state, PartitionRecord::replicas);
        return farthest(
                held,
                (partition, from, to) -> partition.replicas().contains(from)
                                && !partition.replicas().contains(to)
                        ? exchanged(partition.replicas(), from, to)
                        : List.of(),
                state);
    }

    private static Optional<Move> spreadLeaders(CatalogState state) {
        Map<String, Integer> led =
                count(state, partition -> partition.replicas().subList(0, 1));
        return farthest(
                led,
                (partition, from, to) -> partition.replicas().get(0).equals(from)
                                && partition.replicas().contains(to)
                        ? swapped(partition.replicas(), from, to)
                        : List.of(),
                state);
    }

    @FunctionalInterface
    private interface Change {
        /** The replicas that take one from a node and give it to the other; empty if this partition has none to take. */
        List<String> of(PartitionRecord partition, String from, String to);
    }

    /** From the one that has most to the one that has least, as far as there is such a step, if that brings them closer. */
    private static Optional<Move> farthest(Map<String, Integer> counts, Change change, CatalogState state) {
        List<String> byCount = new ArrayList<>(counts.keySet());
        byCount.sort(Comparator.<String>comparingInt(counts::get).thenComparing(Comparator.naturalOrder()));
        for (int most = byCount.size() - 1; most > 0; most--) {
            String from = byCount.get(most);
            for (String to : byCount) {
                if (counts.getOrDefault(from, 0) - counts.getOrDefault(to, 0) < 2) {
                    break;
                }
                for (PartitionRecord partition : state.partitions()) {
                    List<String> replicas = change.of(partition, from, to);
                    if (!replicas.isEmpty()) {
                        return Optional.of(new Move(partition, replicas));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** By the ids of the nodes that stay. */
    private static Map<String, Integer> count(CatalogState state, Function<PartitionRecord, List<String>> nodeIds) {
        Map<String, Integer> counts = new HashMap<>();
        state.nodes().keySet().stream()
                .filter(nodeId -> !state.draining().contains(nodeId))
                .forEach(nodeId -> counts.put(nodeId, 0));
        for (PartitionRecord partition : state.partitions()) {
            nodeIds.apply(partition).forEach(nodeId -> counts.computeIfPresent(nodeId, (id, n) -> n + 1));
        }
        return counts;
    }

    private static List<String> exchanged(List<String> replicas, String from, String to) {
        return replicas.stream().map(id -> id.equals(from) ? to : id).toList();
    }

    private static List<String> swapped(List<String> replicas, String from, String to) {
        return replicas.stream()
                .map(id -> id.equals(from) ? to : id.equals(to) ? from : id)
                .toList();
    }
}
