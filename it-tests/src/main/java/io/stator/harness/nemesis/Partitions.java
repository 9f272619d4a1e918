package io.stator.harness.nemesis;

import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.NodeSets;
import io.stator.harness.nemesis.Fault.Injury;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Ways to cut a cluster into parts. */
final class Partitions {
    private Partitions() {}

    static Injury isolateLeader(ClusterUnderTest cluster, Random choices) {
        Set<Integer> leader = Set.of(Targets.leader(cluster, choices));
        Set<Link> links = NodeSets.between(leader, Targets.othersThan(cluster, leader));
        return cut(cluster, "isolate " + Targets.names(leader), links);
    }

    static Injury halves(ClusterUnderTest cluster, Random choices) {
        List<Integer> nodes = Targets.shuffled(cluster, choices);
        Set<Integer> side = Set.copyOf(nodes.subList(0, nodes.size() / 2));
        Set<Integer> other = Targets.othersThan(cluster, side);
        String description = "cut " + Targets.names(sorted(side)) + " from " + Targets.names(other);
        return cut(cluster, description, NodeSets.between(side, other));
    }

    /**
     * Each node hears a majority, and no two the same one: a ring in which each is linked with its next neighbours.
     * Of three or fewer that is a chain.
     */
    static Injury majorityRing(ClusterUnderTest cluster, Random choices) {
        List<Integer> ring = Targets.shuffled(cluster, choices);
        int size = ring.size();
        if (size <= 3) {
            Set<Link> ends = NodeSets.between(Set.of(ring.get(0)), Set.of(ring.get(size - 1)));
            return cut(cluster, "chain " + Targets.names(ring), ends);
        }
        // A majority is size / 2 + 1: itself, and half of the others on each side.
        int reach = (size / 2 + 1) / 2;
        Set<Link> kept = new LinkedHashSet<>();
        for (int place = 0; place < size; place++) {
            for (int distance = 1; distance <= reach; distance++) {
                kept.addAll(NodeSets.between(Set.of(ring.get(place)), Set.of(ring.get((place + distance) % size))));
            }
        }
        return cut(cluster, "majority ring " + Targets.names(ring), Targets.allBut(cluster, kept));
    }

    /** Two halves that one node alone sees both of. */
    static Injury bridge(ClusterUnderTest cluster, Random choices) {
        List<Integer> nodes = Targets.shuffled(cluster, choices);
        List<Integer> rest = nodes.subList(1, nodes.size());
        Set<Integer> side = Set.copyOf(rest.subList(0, rest.size() / 2));
        Set<Integer> other = Set.copyOf(rest.subList(rest.size() / 2, rest.size()));
        String description = "bridge n" + nodes.get(0) + " between " + Targets.names(sorted(side)) + " and "
                + Targets.names(sorted(other));
        return cut(cluster, description, NodeSets.between(side, other));
    }

    /** The leader is heard by nobody and hears all, or the other way round. */
    static Injury oneWay(ClusterUnderTest cluster, Random choices) {
        int leader = Targets.leader(cluster, choices);
        boolean outgoing = choices.nextBoolean();
        Set<Link> links = new LinkedHashSet<>();
        for (int other : Targets.othersThan(cluster, Set.of(leader))) {
            links.add(outgoing ? new Link(leader, other) : new Link(other, leader));
        }
        return cut(cluster, (outgoing ? "cut all from n" : "cut all to n") + leader, links);
    }

    private static Injury cut(ClusterUnderTest cluster, String description, Set<Link> links) {
        cluster.cut(links);
        return Injury.of(description, cluster::healLinks);
    }

    private static List<Integer> sorted(Set<Integer> nodes) {
        return nodes.stream().sorted().toList();
    }
}
