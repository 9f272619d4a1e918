/**
 * The replicas of this node: {@link io.stator.server.replica.ReplicaSupervisor} starts what the catalog places here,
 * {@link io.stator.server.replica.LocalReplicas} knows them, {@link io.stator.server.replica.Places} says where
 * everything else is.
 */
@NullMarked
package io.stator.server.replica;

import org.jspecify.annotations.NullMarked;
