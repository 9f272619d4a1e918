/**
 * What can be counted in a history: {@link io.stator.harness.report.measure.WorkloadSummary} for the whole of it,
 * {@link io.stator.harness.report.measure.TimeBuckets} for how it went on. Uses {@code io.stator.harness.history}.
 */
@NullMarked
package io.stator.harness.report.measure;

import org.jspecify.annotations.NullMarked;
