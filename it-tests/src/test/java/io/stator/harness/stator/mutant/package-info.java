/** Each mutant is wrong in the way that it says. */
@org.jspecify.annotations.NullMarked
package io.stator.harness.stator.mutant;
