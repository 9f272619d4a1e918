package io.stator.catalog;

import io.stator.model.Bounds;
import java.util.List;

/**
 * A partition and where its replicas are.
 *
 * @param id from 1
 * @param epoch of bounds and membership, from 1
 * @param replicas node ids, the preferred leader first
 */
public record PartitionRecord(long id, long epoch, Bounds bounds, List<String> replicas) {
    public PartitionRecord {
        replicas = List.copyOf(replicas);
    }
}
