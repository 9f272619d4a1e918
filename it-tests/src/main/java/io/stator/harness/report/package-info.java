/**
 * What a run leaves behind for people: a folder with its history, seed, versions, faults and verdict, and one page
 * that shows them. Start at {@link io.stator.harness.report.RunRecord}.
 */
@NullMarked
package io.stator.harness.report;

import org.jspecify.annotations.NullMarked;
