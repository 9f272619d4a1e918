/**
 * Runs: a cluster, workloads on it, and a nemesis, for a time, and what is to be thought of it. {@link
 * io.stator.harness.run.Run} is one run on any {@link io.stator.harness.run.TestBed}. Knows nothing of Stator.
 */
@NullMarked
package io.stator.harness.run;

import org.jspecify.annotations.NullMarked;
