package io.stator.harness.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The strongly connected components of a graph, by Tarjan's algorithm, without recursion: histories are
 * deeper than stacks.
 */
final class Components {
    private final int[][] successors;
    private final int[] number;
    private final int[] lowest;
    private final int[] component;
    private final int[] stack;
    private final List<int[]> found = new ArrayList<>();
    private int stackSize;
    private int visited;
    private int components;

    /** @param successors of each vertex */
    Components(int[][] successors) {
        this.successors = successors;
        int size = successors.length;
        this.number = new int[size];
        this.lowest = new int[size];
        this.component = new int[size];
        this.stack = new int[size];
        Arrays.fill(component, -1);
        for (int vertex = 0; vertex < size; vertex++) {
            if (number[vertex] == 0) {
                explore(vertex);
            }
        }
    }

    /** Those of more than one vertex: each vertex of them is on a cycle. */
    List<int[]> cyclic() {
        return found;
    }

    boolean areTogether(int one, int other) {
        return component[one] == component[other];
    }

    private void explore(int root) {
        int[] path = new int[16];
        int[] nextEdge = new int[16];
        int depth = 0;
        path[0] = root;
        enter(root);
        while (depth >= 0) {
            int vertex = path[depth];
            if (nextEdge[depth] < successors[vertex].length) {
                int next = successors[vertex][nextEdge[depth]++];
                if (number[next] == 0) {
                    depth++;
                    if (depth == path.length) {
                        path = Arrays.copyOf(path, 2 * depth);
                        nextEdge = Arrays.copyOf(nextEdge, 2 * depth);
                    }
                    path[depth] = next;
                    nextEdge[depth] = 0;
                    enter(next);
                } else if (component[next] < 0) {
                    lowest[vertex] = Math.min(lowest[vertex], number[next]);
                }
            } else {
                if (lowest[vertex] == number[vertex]) {
                    close(vertex);
                }
                depth--;
                if (depth >= 0) {
                    lowest[path[depth]] = Math.min(lowest[path[depth]], lowest[vertex]);
                }
            }
        }
    }

    private void enter(int vertex) {
        visited++;
        number[vertex] = visited;
        lowest[vertex] = visited;
        stack[stackSize++] = vertex;
    }

    private void close(int root) {
        int from = stackSize;
        do {
            from--;
            component[stack[from]] = components;
        } while (stack[from] != root);
        if (stackSize - from > 1) {
            found.add(Arrays.copyOfRange(stack, from, stackSize));
        }
        stackSize = from;
        components++;
    }
}
