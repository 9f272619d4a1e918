/**
 * Judges of histories. {@link io.stator.harness.checker.LinearizabilityChecker} says whether the
 * operations of each key can have happened one at a time, each between its beginning and its end,
 * as a {@link io.stator.harness.checker.Model} says: of registers, counters, sets or lists. What it
 * finds is a {@link io.stator.harness.checker.Verdict}, which {@link
 * io.stator.harness.checker.LinearizabilityJudgement} tells people. Uses {@code
 * io.stator.harness.history} only.
 */
@NullMarked
package io.stator.harness.checker;

import org.jspecify.annotations.NullMarked;
