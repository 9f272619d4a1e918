package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.proto.v1.CatalogCommand;
import io.stator.proto.v1.CatalogRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RebalancingTest {
    private static final int STEPS_MAX = 1_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void whereTheFoundingLeftThingsThereIsNothingToDo() {
        for (int nodes = 1; nodes <= 7; nodes++) {
            for (int partitions = 1; partitions <= 16; partitions++) {
                assertThat(Rebalancing.next(founded(nodes, partitions)))
                        .as("%d nodes, %d partitions", nodes, partitions)
                        .isEmpty();
            }
        }
    }

    @Test
    void nothingMovesWhileAPartitionIsNotSettled() {
        CatalogState state = decided(founded(3, 2), CatalogScript.command("admit n2:new replace"));
        state = decided(state, CatalogScript.command("admit n4"));
        assertThat(Rebalancing.next(state)).isEmpty();
    }

    /** Nodes come and go as chance has it; each time the steps end, and leave replicas and preferred leaders spread. */
    @Test
    void whateverComesAndGoesItEndsEvenly() {
        for (int round = 0; round < 200; round++) {
            CatalogState state = founded(1 + random.nextInt(5), 1 + random.nextInt(16));
            int next = 10;
            for (int change = 0; change < 6; change++) {
                String what = "seed " + seed + ", round " + round + ", change " + change;
                List<String> ids = new ArrayList<>(state.nodes().keySet());
                if (random.nextBoolean()) {
                    state = decided(state, CatalogScript.command("admit m" + next++));
                } else {
                    state = decided(state, CatalogScript.command("drain " + ids.get(random.nextInt(ids.size()))));
                }
                state = settledAndSpread(state, what);
                for (String drained : new TreeSet<>(state.draining())) {
                    state = decided(state, CatalogScript.command("remove " + drained));
                }
                assertThat(state.draining()).as(what).isEmpty();
                isEven(state, what);
            }
        }
    }

    private static CatalogState settledAndSpread(CatalogState begin, String what) {
        CatalogState state = begin;
        int steps = 0;
        for (Optional<Rebalancing.Move> move = Rebalancing.next(state);
                move.isPresent();
                move = Rebalancing.next(state)) {
            assertThat(++steps).as(what + ": steps").isLessThan(STEPS_MAX);
            int replicas = move.get().partition().replicas().size();
            state = decided(state, CatalogCommands.placePartition(move.get()));
            PartitionRecord moved = state.partition(move.get().partition().id());
            assertThat(moved).isNotNull();
            assertThat(new HashSet<>(moved.replicas())).as(what).hasSize(replicas);
            assertThat(moved.isSettled()).isFalse();
            state = decided(state, CatalogCommands.settlePartition(moved));
        }
        return state;
    }

    private static void isEven(CatalogState state, String what) {
        assertThat(spread(state, PartitionRecord::replicas))
                .as("replicas, " + what)
                .isLessThanOrEqualTo(1);
        assertThat(spread(state, partition -> partition.replicas().subList(0, 1)))
                .as("leaders, " + what)
                .isLessThanOrEqualTo(2);
    }

    private static int spread(CatalogState state, Function<PartitionRecord, List<String>> nodeIds) {
        Map<String, Integer> counts = new HashMap<>();
        state.nodes().keySet().forEach(id -> counts.put(id, 0));
        state.partitions()
                .forEach(partition -> nodeIds.apply(partition).forEach(id -> counts.merge(id, 1, Integer::sum)));
        return Collections.max(counts.values()) - Collections.min(counts.values());
    }

    private static CatalogState founded(int nodes, int partitions) {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            ids.add("n" + i);
        }
        return decided(
                CatalogState.EMPTY,
                CatalogScript.command("found c " + String.join(",", ids) + " " + partitions + " 3"));
    }

    private static CatalogState decided(CatalogState state, CatalogCommand command) {
        CatalogState after = state;
        for (CatalogRecord record : CatalogDecider.decide(command, state).records()) {
            after = after.replay(record);
        }
        return after;
    }
}
