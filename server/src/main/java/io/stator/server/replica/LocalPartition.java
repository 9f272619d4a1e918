package io.stator.server.replica;

import io.stator.catalog.PartitionRecord;
import io.stator.consensus.GroupId;
import io.stator.consensus.Replica;
import io.stator.partition.Partition;

/**
 * This node's replica of a partition.
 *
 * @param record as the catalog placed it
 */
public record LocalPartition(PartitionRecord record, GroupId group, Partition partition, Replica<?> replica) {
    public long id() {
        return record.id();
    }
}
