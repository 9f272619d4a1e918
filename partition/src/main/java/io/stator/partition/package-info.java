/**
 * One replica of one partition: an ordered store of items that a Raft group keeps equal on its
 * members.
 *
 * <p>{@link io.stator.partition.Partition} is the face: writes go through the log, reads come from the
 * store. {@link io.stator.partition.PartitionStateMachine} is what the log drives; {@code
 * io.stator.partition.storage} keeps it in RocksDB.
 */
@NullMarked
package io.stator.partition;

import org.jspecify.annotations.NullMarked;
