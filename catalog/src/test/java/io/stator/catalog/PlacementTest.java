package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.Bounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementTest {

    @Test
    void replicasAndLeadersAreSpreadEvenly() {
        for (int nodes = 1; nodes <= 7; nodes++) {
            for (int partitions = 1; partitions <= 32; partitions++) {
                for (int factor = 1; factor <= 8; factor++) {
                    isEven(nodes, partitions, factor);
                }
            }
        }
    }

    private static void isEven(int nodes, int partitions, int factor) {
        String what = nodes + " nodes, " + partitions + " partitions, factor " + factor;
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            ids.add("n" + i);
        }
        Map<String, Integer> replicas = new HashMap<>();
        Map<String, Integer> leads = new HashMap<>();
        ids.forEach(id -> replicas.put(id, 0));
        ids.forEach(id -> leads.put(id, 0));
        List<PartitionRecord> placed = Placement.atFounding(ids, partitions, factor);
        for (PartitionRecord partition : placed) {
            assertThat(new HashSet<>(partition.replicas())).as(what).hasSize(Math.min(factor, nodes));
            partition.replicas().forEach(node -> replicas.merge(node, 1, Integer::sum));
            leads.merge(partition.replicas().get(0), 1, Integer::sum);
        }
        assertThat(spread(replicas)).as("replicas, " + what).isLessThanOrEqualTo(1);
        assertThat(spread(leads)).as("leaders, " + what).isLessThanOrEqualTo(1);
        assertThat(placed.stream().map(PartitionRecord::bounds).toList())
                .as(what)
                .isEqualTo(Bounds.splitRing(partitions));
    }

    private static int spread(Map<String, Integer> counts) {
        return Collections.max(counts.values()) - Collections.min(counts.values());
    }
}
