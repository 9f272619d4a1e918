/**
 * Stator, broken on purpose: each {@link io.stator.harness.stator.mutant.Mutant} is a node with one part that is
 * wrong, given to it by constructor ({@link io.stator.server.NodeParts}); production code knows nothing of it. The
 * harness is worth something if it finds every one of them. A class here is one fault, small enough to see at a glance that
 * it is wrong, and in what; {@code Delegating…} are right, and what the faults are made from. Start at
 * Mutant; {@link io.stator.harness.stator.mutant.MutantNode} runs one.
 */
@NullMarked
package io.stator.harness.stator.mutant;

import org.jspecify.annotations.NullMarked;
