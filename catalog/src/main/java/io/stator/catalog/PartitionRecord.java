package io.stator.catalog;

import io.stator.model.Bounds;
import java.util.List;

/**
 * A partition and where its replicas are.
 *
 * @param id from 1
 * @param epoch of its bounds, from 1
 * @param replicas node ids, the preferred leader first
 * @param placement counts changes of where its replicas are to be, from 0: of these node ids, or of the data directory behind one
 * @param settled the placement that the members of its group have come to
 */
public record PartitionRecord(long id, long epoch, Bounds bounds, List<String> replicas, long placement, long settled) {
    public PartitionRecord {
        replicas = List.copyOf(replicas);
    }

    /** Placed once, at the founding. */
    public PartitionRecord(long id, long epoch, Bounds bounds, List<String> replicas) {
        this(id, epoch, bounds, replicas, 0, 0);
    }

    /** Whether the group's members are those that its placement asks for. */
    public boolean isSettled() {
        return settled == placement;
    }

    PartitionRecord placed(List<String> newReplicas) {
        return new PartitionRecord(id, epoch, bounds, newReplicas, placement + 1, settled);
    }

    PartitionRecord settledNow() {
        return new PartitionRecord(id, epoch, bounds, replicas, placement, placement);
    }
}
