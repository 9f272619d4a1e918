/**
 * Work that concurrent processes do on a system under test while its history is recorded. A workload
 * knows the system by a small port only, such as {@link io.stator.harness.workload.Registers}. Uses
 * {@code io.stator.harness.history}.
 */
@NullMarked
package io.stator.harness.workload;

import org.jspecify.annotations.NullMarked;
