package io.stator.harness.anomaly;

import java.util.Arrays;

/**
 * A directed graph of transactions, by their index, whose edges carry the bits of {@link Relation}s.
 * Immutable.
 */
final class DependencyGraph {
    private final int[][] successors;
    private final int[][] relations;

    private DependencyGraph(int[][] successors, int[][] relations) {
        this.successors = successors;
        this.relations = relations;
    }

    int size() {
        return successors.length;
    }

    /** Ascending. */
    int[] successors(int vertex) {
        return successors[vertex];
    }

    /** The bits of the edges to {@link #successors}, in the same order. */
    int[] relations(int vertex) {
        return relations[vertex];
    }

    /** The vertices, which become 0, 1, 2… in this order, and the edges between them. */
    DependencyGraph among(int[] vertices) {
        int[] sorted = vertices.clone();
        Arrays.sort(sorted);
        int[] newIndex = new int[sorted.length];
        for (int index = 0; index < vertices.length; index++) {
            newIndex[Arrays.binarySearch(sorted, vertices[index])] = index;
        }
        Builder builder = new Builder();
        for (int index = 0; index < vertices.length; index++) {
            int[] targets = successors[vertices[index]];
            for (int edge = 0; edge < targets.length; edge++) {
                int position = Arrays.binarySearch(sorted, targets[edge]);
                if (position >= 0) {
                    builder.add(index, newIndex[position], relations[vertices[index]][edge]);
                }
            }
        }
        return builder.build(vertices.length);
    }

    /** Collects edges. Used once, by one thread. */
    static final class Builder {
        private static final int RELATION_BITS = 8;
        private static final int VERTEX_BITS = 27;
        private long[] edges = new long[64];
        private int count;

        void add(int from, int to, Relation relation) {
            add(from, to, relation.bit());
        }

        /** An edge to itself says nothing and is left out. */
        private void add(int from, int to, int bits) {
            if (from == to) {
                return;
            }
            edges = count == edges.length ? Arrays.copyOf(edges, 2 * count) : edges;
            edges[count++] = (((long) from << VERTEX_BITS) | to) << RELATION_BITS | bits;
        }

        DependencyGraph build(int vertices) {
            if (vertices > 1 << VERTEX_BITS) {
                throw new IllegalArgumentException("too many transactions: " + vertices);
            }
            Arrays.sort(edges, 0, count);
            int[][] successors = new int[vertices][];
            int[][] relations = new int[vertices][];
            int next = 0;
            for (int from = 0; from < vertices; from++) {
                int[] targets = new int[8];
                int[] bits = new int[8];
                int degree = 0;
                for (; next < count && edges[next] >>> (VERTEX_BITS + RELATION_BITS) == from; next++) {
                    int to = (int) (edges[next] >>> RELATION_BITS) & ((1 << VERTEX_BITS) - 1);
                    if (degree == 0 || targets[degree - 1] != to) {
                        if (degree == targets.length) {
                            targets = Arrays.copyOf(targets, 2 * degree);
                            bits = Arrays.copyOf(bits, 2 * degree);
                        }
                        targets[degree] = to;
                        bits[degree++] = 0;
                    }
                    bits[degree - 1] |= (int) (edges[next] & ((1 << RELATION_BITS) - 1));
                }
                successors[from] = Arrays.copyOf(targets, degree);
                relations[from] = Arrays.copyOf(bits, degree);
            }
            return new DependencyGraph(successors, relations);
        }
    }
}
