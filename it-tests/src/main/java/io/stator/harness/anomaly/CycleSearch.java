package io.stator.harness.anomaly;

import io.stator.harness.anomaly.Anomaly.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for cycles of each kind in one strongly connected component of a dependency graph. Used once, by
 * one thread.
 *
 * <p>Each kind of cycle has an edge that makes it what it is: a wr edge for G1c, an rw edge for the kinds
 * after it, an edge of the process or of real time where the data alone makes no cycle. For each such edge
 * that can be on a cycle of the kind, which components of the graph with fewer edges tell, the search
 * looks for a shortest way back. Of an anomaly that a found one implies nothing is said.
 *
 * <p>An edge for several reasons counts as the gravest of them that the kind of cycle may have: ww before
 * wr, these before process or real time, and rw last.
 *
 * <p>A shortest closed walk in such a component is always a cycle that some kind fits, and it is found if
 * no other was. So whether there is any cycle that a level excludes is always answered, and right; only
 * which kinds there are beside the first may be incomplete in components so large that the search stops.
 */
final class CycleSearch {
    private static final int WRITES = Relation.WRITE_WRITE.bit();
    private static final int READS = Relation.WRITE_READ.bit();
    private static final int ANTI = Relation.READ_WRITE.bit();

    /** Steps of all ways back for one kind: some seconds. */
    private static final long STEPS_MAX = 100_000_000;

    /** Ways back that are tried for a shorter cycle once one is found. */
    private static final int MORE_TRIES = 200;

    private final DependencyGraph graph;

    /** A cycle: its vertices, and why each comes before the next and the last before the first. */
    record Cycle(Anomaly anomaly, List<Integer> vertices, List<Relation> relations) {}

    /** @param graph strongly connected */
    CycleSearch(DependencyGraph graph) {
        this.graph = graph;
    }

    /** @param anomalies to look for, the gravest first */
    List<Cycle> run(Set<Anomaly> anomalies) {
        List<Cycle> cycles = new ArrayList<>();
        Set<Anomaly> implied = EnumSet.noneOf(Anomaly.class);
        for (Anomaly anomaly : anomalies) {
            if (!implied.contains(anomaly)) {
                Optional<Cycle> cycle = new Hunt(anomaly).shortest();
                if (cycle.isPresent()) {
                    cycles.add(cycle.get());
                    anomalies.stream().filter(anomaly::implies).forEach(implied::add);
                }
            }
        }
        return cycles;
    }

    /** The search for one kind of cycle. */
    private final class Hunt {
        private final Anomaly anomaly;
        private final Kind kind;
        /** Bits of the relations that count as a dependency: any of them makes an edge one. */
        private final int data;

        private final int order;
        private final Components components;
        /** For each {@link #state}, the state before it on the way, or itself at the start. */
        private final int[] before;

        private final int[] visitedIn;
        private int visit;
        private long steps;

        Hunt(Anomaly anomaly) {
            this.anomaly = anomaly;
            this.kind = Objects.requireNonNull(anomaly.kind());
            this.data = kind == Kind.G0 ? WRITES : WRITES | READS;
            this.order = anomaly.order().relations();
            this.components = new Components(walks());
            this.before = new int[4 * graph.size()];
            this.visitedIn = new int[4 * graph.size()];
        }

        /** A vertex as reached by a dependency, or by an rw edge: where it matters, these are two. */
        private int node(int vertex, boolean byAnti) {
            return 2 * vertex + (byAnti && kind != Kind.G2_ITEM ? 1 : 0);
        }

        private int[][] walks() {
            int[][] walks = new int[2 * graph.size()][];
            for (int vertex = 0; vertex < graph.size(); vertex++) {
                walks[2 * vertex] = steps(vertex, kind.compareTo(Kind.G_SINGLE) >= 0);
                walks[2 * vertex + 1] = steps(vertex, false);
            }
            return walks;
        }

        private int[] steps(int vertex, boolean mayMissWrites) {
            int[] targets = new int[2 * graph.successors(vertex).length];
            int count = 0;
            for (int edge = 0; edge < graph.successors(vertex).length; edge++) {
                int bits = graph.relations(vertex)[edge];
                if ((bits & (data | order)) != 0) {
                    targets[count++] = node(graph.successors(vertex)[edge], false);
                } else if (mayMissWrites && (bits & ANTI) != 0) {
                    targets[count++] = node(graph.successors(vertex)[edge], true);
                }
            }
            return Arrays.copyOf(targets, count);
        }

        Optional<Cycle> shortest() {
            Optional<Cycle> best = Optional.empty();
            int triesLeft = Integer.MAX_VALUE;
            for (int from = 0; from < graph.size(); from++) {
                int[] targets = graph.successors(from);
                for (int edge = 0; edge < targets.length; edge++) {
                    if (!isDecisive(from, edge)) {
                        continue;
                    }
                    if (triesLeft-- == 0 || steps > STEPS_MAX) {
                        return best;
                    }
                    int lengthMax =
                            best.map(cycle -> cycle.vertices().size() - 1).orElse(Integer.MAX_VALUE);
                    Optional<Cycle> cycle = closedBy(from, edge, lengthMax);
                    if (cycle.isPresent()) {
                        triesLeft = best.isPresent() ? triesLeft : MORE_TRIES;
                        best = cycle;
                        if (cycle.get().vertices().size() == 2) {
                            return best;
                        }
                    }
                }
            }
            return best;
        }

        /** Whether the edge makes a cycle one of this kind, and is on a closed walk. */
        private boolean isDecisive(int from, int edge) {
            int bits = graph.relations(from)[edge];
            int to = graph.successors(from)[edge];
            return switch (kind) {
                case G0 ->
                    (order == 0 ? (bits & WRITES) != 0 : (bits & order) != 0 && (bits & WRITES) == 0)
                            && components.areTogether(node(from, false), node(to, false));
                case G1C ->
                    (bits & (WRITES | READS)) == READS && components.areTogether(node(from, false), node(to, false));
                case G_SINGLE, G_NONADJACENT, G2_ITEM ->
                    isAnti(bits) && components.areTogether(node(from, false), node(to, true));
            };
        }

        private boolean isAnti(int bits) {
            return (bits & ANTI) != 0 && (bits & (data | order)) == 0;
        }

        /**
         * A state is a vertex on the way, by what edge it was reached (2: rw), and whether an edge of the
         * order alone was on the way (1).
         */
        private int state(int vertex, boolean byAnti, boolean byOrder) {
            return 4 * vertex + (byAnti ? 2 : 0) + (byOrder ? 1 : 0);
        }

        /** A shortest cycle of the kind that the edge closes. */
        private Optional<Cycle> closedBy(int from, int edge, int lengthMax) {
            int to = graph.successors(from)[edge];
            int bits = graph.relations(from)[edge];
            boolean isAnti = kind.compareTo(Kind.G_SINGLE) >= 0;
            boolean byOrder = !isAnti && (bits & data) == 0;
            visit++;
            int start = state(to, isAnti, byOrder);
            before[start] = start;
            visitedIn[start] = visit;
            List<Integer> border = List.of(start);
            for (int length = 2; !border.isEmpty() && length <= lengthMax; length++) {
                List<Integer> next = new ArrayList<>();
                for (int state : border) {
                    if (advance(state, from, next)) {
                        Optional<Cycle> cycle = cycle(from, next.get(next.size() - 1));
                        if (cycle.isPresent()) {
                            return cycle;
                        }
                    }
                }
                border = next;
            }
            return Optional.empty();
        }

        /** Adds the states after this one; true if the last added is the goal. */
        private boolean advance(int state, int goal, List<Integer> next) {
            int vertex = state / 4;
            boolean byAnti = (state & 2) != 0;
            int[] targets = graph.successors(vertex);
            for (int edge = 0; edge < targets.length; edge++) {
                steps++;
                int bits = graph.relations(vertex)[edge];
                boolean anti = (bits & (data | order)) == 0;
                boolean mayMiss = kind == Kind.G2_ITEM || (kind == Kind.G_NONADJACENT && !byAnti);
                if (anti && (!mayMiss || (bits & ANTI) == 0)) {
                    continue;
                }
                boolean byOrder = (state & 1) != 0 || (!anti && (bits & data) == 0);
                int reached = state(targets[edge], anti, byOrder);
                if (visitedIn[reached] == visit
                        || !components.areTogether(node(vertex, byAnti), node(targets[edge], anti))) {
                    continue;
                }
                // A way that ends with rw makes two in a row, as the edge that it closes is one.
                boolean isClosed = (order == 0 || byOrder) && (kind == Kind.G2_ITEM || !anti);
                if (targets[edge] == goal && !isClosed) {
                    continue;
                }
                visitedIn[reached] = visit;
                before[reached] = state;
                next.add(reached);
                if (targets[edge] == goal) {
                    return true;
                }
            }
            return false;
        }

        /** The cycle of the decisive edge and the way back to its beginning, if it is simple and of the kind. */
        private Optional<Cycle> cycle(int from, int last) {
            List<Integer> states = new ArrayList<>();
            int state = last;
            while (before[state] != state) {
                states.add(state);
                state = before[state];
            }
            states.add(state);
            Collections.reverse(states);
            List<Integer> vertices = new ArrayList<>();
            vertices.add(from);
            states.subList(0, states.size() - 1).forEach(way -> vertices.add(way / 4));
            if (new HashSet<>(vertices).size() < vertices.size()) {
                return Optional.empty();
            }
            List<Relation> relations = new ArrayList<>();
            for (int index = 0; index < vertices.size(); index++) {
                boolean byAnti = (states.get(index) & 2) != 0;
                relations.add(relation(vertices.get(index), vertices.get((index + 1) % vertices.size()), byAnti));
            }
            return isOfKind(relations) ? Optional.of(shortened(vertices, relations)) : Optional.empty();
        }

        private Relation relation(int from, int to, boolean byAnti) {
            int bits = graph.relations(from)[Arrays.binarySearch(graph.successors(from), to)];
            if (byAnti) {
                return Relation.READ_WRITE;
            }
            if ((bits & WRITES) != 0) {
                return Relation.WRITE_WRITE;
            }
            if ((bits & data & READS) != 0) {
                return Relation.WRITE_READ;
            }
            return (bits & order & Relation.PROCESS.bit()) != 0 ? Relation.PROCESS : Relation.REAL_TIME;
        }

        private boolean isOfKind(List<Relation> relations) {
            int missed = 0;
            boolean areAdjacent = false;
            for (int index = 0; index < relations.size(); index++) {
                if (relations.get(index) == Relation.READ_WRITE) {
                    missed++;
                    areAdjacent |= relations.get((index + 1) % relations.size()) == Relation.READ_WRITE;
                }
            }
            return switch (kind) {
                case G0, G1C -> missed == 0;
                case G_SINGLE -> missed == 1;
                case G_NONADJACENT -> missed > 1 && !areAdjacent;
                case G2_ITEM -> missed > 1 && areAdjacent;
            };
        }

        /** In the order of real time, and in that of a process, two steps are one. */
        private Cycle shortened(List<Integer> vertices, List<Relation> relations) {
            List<Integer> kept = new ArrayList<>();
            List<Relation> why = new ArrayList<>();
            for (int index = 0; index < vertices.size(); index++) {
                Relation previous = relations.get((index + vertices.size() - 1) % vertices.size());
                boolean goesOn = relations.get(index) == previous
                        && (previous == Relation.REAL_TIME || previous == Relation.PROCESS);
                if (!goesOn) {
                    kept.add(vertices.get(index));
                    why.add(relations.get(index));
                }
            }
            return new Cycle(anomaly, kept, why);
        }
    }
}
