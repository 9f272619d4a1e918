package io.stator.harness.cluster;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** Sets of nodes and of the links between them. */
public final class NodeSets {
    private NodeSets() {}

    /** 1 to nodes. */
    public static Set<Integer> all(int nodes) {
        Set<Integer> all = new TreeSet<>();
        for (int node = 1; node <= nodes; node++) {
            all.add(node);
        }
        return all;
    }

    /** Every link between the two sides, in both directions. */
    public static Set<Link> between(Set<Integer> side, Set<Integer> other) {
        Set<Link> links = new LinkedHashSet<>();
        for (int from : side) {
            for (int to : other) {
                if (from != to) {
                    links.add(new Link(from, to));
                    links.add(new Link(to, from));
                }
            }
        }
        return links;
    }
}
