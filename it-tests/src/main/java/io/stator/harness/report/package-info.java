/**
 * What a run leaves behind for people: a folder with its history, seed, versions, faults and verdict, and one page
 * that shows them. Start at {@link io.stator.harness.report.RunRecord}, which {@link
 * io.stator.harness.report.ReportFolder} writes and reads; the page's sections are named after what they show. Uses
 * {@code io.stator.harness.checker} for judgements, {@code io.stator.harness.history} and its files, and below it
 * {@code measure}, which counts, and {@code chart}, which draws.
 */
@NullMarked
package io.stator.harness.report;

import org.jspecify.annotations.NullMarked;
