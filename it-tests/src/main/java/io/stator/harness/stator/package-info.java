/**
 * Stator as a system under test: the ports of {@code io.stator.harness.workload}, through the Java
 * client, and {@link io.stator.harness.stator.Loader}, which writes and remembers what was
 * acknowledged.
 */
@NullMarked
package io.stator.harness.stator;

import org.jspecify.annotations.NullMarked;
