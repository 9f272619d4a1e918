package io.stator.harness.workload;

/**
 * A system of named sets, each of which is read at one moment: {@link io.stator.harness.history.Function.AddElement}
 * and {@link io.stator.harness.history.Function.Read}. Thread-safe.
 */
@FunctionalInterface
public interface ElementSets extends KeyedSystem {}
