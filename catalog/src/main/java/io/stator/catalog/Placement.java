package io.stator.catalog;

import io.stator.model.Bounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the replicas of a new cluster's partitions go. Pure, and the same on every node: it runs in apply.
 *
 * <p>Replicas are dealt like cards, round and round the nodes, so no node holds more than one more than another. Of
 * the nodes that a partition was dealt to, the one that leads the fewest so far is preferred as its leader.
 */
final class Placement {
    private Placement() {}

    /**
     * Equal parts of the ring with ids from 1, each on {@code min(replicationFactor, nodes)} different nodes.
     *
     * @param nodeIds different, at least one
     */
    static List<PartitionRecord> atFounding(List<String> nodeIds, int partitions, int replicationFactor) {
        int replicas = Math.min(replicationFactor, nodeIds.size());
        int[] leads = new int[nodeIds.size()];
        List<Bounds> bounds = Bounds.splitRing(partitions);
        List<PartitionRecord> placed = new ArrayList<>(partitions);
        for (int i = 0; i < partitions; i++) {
            List<Integer> dealt = new ArrayList<>(replicas);
            for (int j = 0; j < replicas; j++) {
                dealt.add((i * replicas + j) % nodeIds.size());
            }
            int leader = 0;
            for (int j = 1; j < replicas; j++) {
                if (leads[dealt.get(j)] < leads[dealt.get(leader)]) {
                    leader = j;
                }
            }
            leads[dealt.get(leader)]++;
            Collections.rotate(dealt, -leader);
            placed.add(new PartitionRecord(
                    i + 1L, 1, bounds.get(i), dealt.stream().map(nodeIds::get).toList()));
        }
        return List.copyOf(placed);
    }
}
