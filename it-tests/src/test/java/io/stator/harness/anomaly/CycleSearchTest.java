package io.stator.harness.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.anomaly.CycleSearch.Cycle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CycleSearchTest {

    private static final class Sample {
        private final int size;
        private final int[][] bits;

        Sample(Random random) {
            this.size = 2 + random.nextInt(5);
            this.bits = new int[size][size];
            // A ring has cycles of every kind often; edges anywhere have the longer kinds almost never alone.
            int ring = random.nextBoolean() ? size : 0;
            int edges = size + random.nextInt(2 * size);
            for (int edge = 0; edge < edges; edge++) {
                int from = edge < ring ? edge : random.nextInt(size);
                int to = edge < ring ? (edge + 1) % size : random.nextInt(size);
                Relation relation = Relation.values()[random.nextInt(Relation.values().length)];
                boolean isInTime = relation == Relation.REAL_TIME || relation == Relation.PROCESS;
                // Time has no cycles.
                if (from != to && (!isInTime || from < to)) {
                    bits[from][to] |= relation.bit();
                }
            }
        }

        DependencyGraph graph() {
            DependencyGraph.Builder builder = new DependencyGraph.Builder();
            for (int from = 0; from < size; from++) {
                for (int to = 0; to < size; to++) {
                    for (Relation relation : Relation.values()) {
                        if ((bits[from][to] & relation.bit()) != 0) {
                            builder.add(from, to, relation);
                        }
                    }
                }
            }
            return builder.build(size);
        }

        /** The kinds of all simple cycles, each edge for the gravest of its reasons. */
        Set<Anomaly> allKinds(Anomaly.Order order) {
            Set<Anomaly> kinds = EnumSet.noneOf(Anomaly.class);
            for (int start = 0; start < size; start++) {
                extend(new ArrayList<>(List.of(start)), order, kinds);
            }
            return kinds;
        }

        private void extend(List<Integer> path, Anomaly.Order order, Set<Anomaly> kinds) {
            int last = path.get(path.size() - 1);
            for (int next = 0; next < size; next++) {
                if (bits[last][next] == 0) {
                    continue;
                }
                if (next == path.get(0)) {
                    classify(path, order, kinds);
                } else if (!path.contains(next)) {
                    path.add(next);
                    extend(path, order, kinds);
                    path.remove(path.size() - 1);
                }
            }
        }

        /** A cycle of the data alone, if it is one, and one with the order, if that makes a difference. */
        private void classify(List<Integer> path, Anomaly.Order order, Set<Anomaly> kinds) {
            List<Relation> data =
                    relations(path, List.of(Relation.WRITE_WRITE, Relation.WRITE_READ, Relation.READ_WRITE));
            if (data.size() == path.size()) {
                kinds.add(kindOf(data));
            }
            Relation ordering = order == Anomaly.Order.PROCESS ? Relation.PROCESS : Relation.REAL_TIME;
            List<Relation> writes = relations(path, List.of(Relation.WRITE_WRITE, ordering));
            List<Relation> ordered =
                    relations(path, List.of(Relation.WRITE_WRITE, Relation.WRITE_READ, ordering, Relation.READ_WRITE));
            for (List<Relation> relations : List.of(writes, ordered)) {
                if (order != Anomaly.Order.DATA && relations.size() == path.size() && relations.contains(ordering)) {
                    kinds.add(kindOf(relations));
                }
            }
        }

        /** Of each edge the first of the relations that it has; none if it has none. */
        private List<Relation> relations(List<Integer> path, List<Relation> choice) {
            List<Relation> relations = new ArrayList<>();
            for (int index = 0; index < path.size(); index++) {
                int edge = bits[path.get(index)][path.get((index + 1) % path.size())];
                choice.stream()
                        .filter(relation -> (edge & relation.bit()) != 0)
                        .findFirst()
                        .ifPresent(relations::add);
            }
            return relations;
        }

        private static Anomaly kindOf(List<Relation> relations) {
            long missed = relations.stream()
                    .filter(relation -> relation == Relation.READ_WRITE)
                    .count();
            boolean areAdjacent = false;
            for (int index = 0; index < relations.size(); index++) {
                areAdjacent |= relations.get(index) == Relation.READ_WRITE
                        && relations.get((index + 1) % relations.size()) == Relation.READ_WRITE;
            }
            Anomaly.Kind kind = missed == 1
                    ? Anomaly.Kind.G_SINGLE
                    : missed > 1
                            ? (areAdjacent ? Anomaly.Kind.G2_ITEM : Anomaly.Kind.G_NONADJACENT)
                            : relations.contains(Relation.WRITE_READ) ? Anomaly.Kind.G1C : Anomaly.Kind.G0;
            Anomaly.Order order = relations.contains(Relation.REAL_TIME)
                    ? Anomaly.Order.REAL_TIME
                    : relations.contains(Relation.PROCESS) ? Anomaly.Order.PROCESS : Anomaly.Order.DATA;
            for (Anomaly anomaly : Anomaly.values()) {
                if (anomaly.kind() == kind && anomaly.order() == order) {
                    return anomaly;
                }
            }
            throw new IllegalStateException(kind + " " + order);
        }
    }

    /** Against all simple cycles: what is found is there, and all that is there is found, or implied by it. */
    @Test
    void findsEachKindOfCycleThatNoGraverImplies() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Set<Anomaly> seen = EnumSet.noneOf(Anomaly.class);
        for (int round = 0; round < 20_000; round++) {
            Sample sample = new Sample(random);
            for (IsolationLevel level : IsolationLevel.values()) {
                Set<Anomaly> there = sample.allKinds(level.order());
                there.retainAll(level.excludedCycles());
                Set<Anomaly> found = EnumSet.noneOf(Anomaly.class);
                for (Cycle cycle : new CycleSearch(sample.graph()).run(level.excludedCycles())) {
                    found.add(cycle.anomaly());
                    assertThat(Sample.kindOf(cycle.relations())).isEqualTo(cycle.anomaly());
                }
                String description = "seed " + seed + " round " + round + " " + level;
                assertThat(there).as(description).containsAll(found);
                assertThat(found.isEmpty()).as(description).isEqualTo(there.isEmpty());
                for (Anomaly anomaly : there) {
                    assertThat(found.contains(anomaly) || found.stream().anyMatch(other -> other.implies(anomaly)))
                            .as("%s %s of %s, found %s", description, anomaly, there, found)
                            .isTrue();
                }
                seen.addAll(found);
            }
        }
        assertThat(seen).hasSize(15);
    }
}
