/**
 * Clusters under test whose nodes run Stator, whatever their driver: {@link
 * io.stator.harness.stator.cluster.StatorCluster} is what workloads see of one, {@link
 * io.stator.harness.stator.cluster.HarnessNodeMain} what its processes run. Uses the ports of {@code
 * io.stator.harness.cluster} and Stator's public API; drivers depend on it, never the other way round.
 */
@NullMarked
package io.stator.harness.stator.cluster;

import org.jspecify.annotations.NullMarked;
