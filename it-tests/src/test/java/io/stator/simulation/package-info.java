/**
 * The commit protocol of {@code io.stator.txn} in one thread, under a scheduler that draws all its mishaps from a seed. {@link
 * io.stator.simulation.Simulation} is one schedule: clients, coordinators, partitions and recovery, the invariants after each
 * step, and the history judged at the end. {@link io.stator.simulation.Parts} is what the protocol is made of, so that wrong parts
 * can be put in.
 */
@NullMarked
package io.stator.simulation;

import org.jspecify.annotations.NullMarked;
