/**
 * Work that concurrent processes do on a system under test while its history is recorded, and how that is judged. A
 * {@link io.stator.harness.workload.Workload} knows the system by a small port only, a {@link
 * io.stator.harness.workload.KeyedSystem} of one kind, so that only the ports must be written for another system.
 * Start at {@link io.stator.harness.workload.LinearizableWorkload}; {@link
 * io.stator.harness.workload.ListAppendWorkload} and {@link io.stator.harness.workload.BankWorkload} are of transactions.
 * Uses {@code io.stator.harness.history}, {@code io.stator.harness.checker} and {@code io.stator.harness.anomaly}.
 */
@NullMarked
package io.stator.harness.workload;

import org.jspecify.annotations.NullMarked;
