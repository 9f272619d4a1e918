/**
 * Stator as a system under test: the ports of {@code io.stator.harness.workload}, by the client of a {@link
 * io.stator.harness.stator.ClientKind}, and {@link io.stator.harness.stator.Loader}, which writes and remembers what was
 * acknowledged.
 */
@NullMarked
package io.stator.harness.stator;

import org.jspecify.annotations.NullMarked;
