/**
 * A replica at work: {@link io.stator.partition.replica.PartitionStateMachine} joins apply and the store
 * and is driven by the log, {@link io.stator.partition.replica.ReplicatedPartition} is the face over both.
 * What else a replica does (digests, trimming) runs on a thread of its own, in order; {@code ExpiryWalk} finds what a leader is
 * asked to let expire, {@code TransactionReads} what of transactions was left unfinished.
 */
@NullMarked
package io.stator.partition.replica;

import org.jspecify.annotations.NullMarked;
