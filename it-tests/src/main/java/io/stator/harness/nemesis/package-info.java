/**
 * What breaks a cluster while a workload runs: {@link io.stator.harness.nemesis.Fault} is one kind of harm, {@link
 * io.stator.harness.nemesis.Faults} are all that there are, and a {@link io.stator.harness.nemesis.Nemesis} does some
 * of them one after the other, by a plan made from a seed. Uses {@code io.stator.harness.cluster} only, so that it
 * breaks any system that has a driver.
 */
@NullMarked
package io.stator.harness.nemesis;

import org.jspecify.annotations.NullMarked;
