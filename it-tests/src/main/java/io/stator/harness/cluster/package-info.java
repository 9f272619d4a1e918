/**
 * A cluster that can be broken on purpose: {@link io.stator.harness.cluster.ClusterUnderTest} is the
 * port, and each driver below it makes the same faults by its own means. Knows nothing of Stator's
 * protocols, so that a driver for another system can stand in its place.
 */
@NullMarked
package io.stator.harness.cluster;

import org.jspecify.annotations.NullMarked;
