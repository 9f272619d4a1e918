package io.stator.harness.nemesis;

import io.stator.harness.cluster.ClusterUnderTest;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.NodeSets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whom a fault meets. */
final class Targets {
    private Targets() {}

    /** The node that leads most; by chance where none is known to lead. */
    static int leader(ClusterUnderTest cluster, Random choices) {
        int other = any(cluster, choices);
        List<Integer> leaders = cluster.leaders();
        return leaders.isEmpty() ? other : leaders.get(0);
    }

    /** As many as the others can do without: one of three, two of five. */
    static Set<Integer> minority(ClusterUnderTest cluster, Random choices) {
        int most = Math.max(1, (cluster.nodes().size() - 1) / 2);
        return new TreeSet<>(shuffled(cluster, choices).subList(0, most));
    }

    /** As few as the others cannot do without: two of three, three of five. */
    static Set<Integer> majority(ClusterUnderTest cluster, Random choices) {
        return new TreeSet<>(
                shuffled(cluster, choices).subList(0, cluster.nodes().size() / 2 + 1));
    }

    static Set<Integer> one(ClusterUnderTest cluster, Random choices) {
        return Set.of(any(cluster, choices));
    }

    static int any(ClusterUnderTest cluster, Random choices) {
        List<Integer> nodes = List.copyOf(cluster.nodes());
        return nodes.get(choices.nextInt(nodes.size()));
    }

    static List<Integer> shuffled(ClusterUnderTest cluster, Random choices) {
        List<Integer> nodes = new ArrayList<>(cluster.nodes());
        Collections.shuffle(nodes, choices);
        return nodes;
    }

    static Set<Integer> othersThan(ClusterUnderTest cluster, Set<Integer> nodes) {
        Set<Integer> others = new TreeSet<>(cluster.nodes());
        others.removeAll(nodes);
        return others;
    }

    /** Every link of the cluster. */
    static Set<Link> allLinks(ClusterUnderTest cluster) {
        Set<Integer> all = cluster.nodes();
        return NodeSets.between(all, all);
    }

    /** What the nodes send to those of them that they shall not hear from: all but the links of this set. */
    static Set<Link> allBut(ClusterUnderTest cluster, Set<Link> kept) {
        Set<Link> links = new LinkedHashSet<>(allLinks(cluster));
        links.removeAll(kept);
        return links;
    }

    /** Such as {@code n1 n3}. */
    static String names(Iterable<Integer> nodes) {
        List<Integer> list = new ArrayList<>();
        nodes.forEach(list::add);
        return list.stream().map(node -> "n" + node).collect(Collectors.joining(" "));
    }
}
