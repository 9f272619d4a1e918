/**
 * Clusters of real processes on one machine, for the command line and for tests.
 *
 * <p>{@link io.stator.server.launch.LocalCluster} starts, kills, pauses and watches them; {@link
 * io.stator.server.launch.ForegroundNode} is what each process runs; {@link
 * io.stator.server.launch.DurabilityTrial} kills a whole cluster under load, again and again. Talks to
 * nodes over their public API only. Start reading at LocalCluster.
 */
@NullMarked
package io.stator.server.launch;

import org.jspecify.annotations.NullMarked;
