/**
 * A Raft host: groups of replicas that apply the same commands in the same order.
 *
 * <p>{@link io.stator.consensus.ConsensusHost} runs the replicas of one node, {@link
 * io.stator.consensus.Replica} is one of them, {@link io.stator.consensus.StateMachine} is what it
 * drives. {@code io.stator.consensus.ratis} implements them on Apache Ratis, {@code
 * io.stator.consensus.memory} in one process without disks, for tests.
 */
@NullMarked
package io.stator.consensus;

import org.jspecify.annotations.NullMarked;
