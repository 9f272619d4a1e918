package io.stator.harness.workload;

/**
 * A system of named lists: {@link io.stator.harness.history.Function.Append} and {@link
 * io.stator.harness.history.Function.Read}. Thread-safe.
 */
@FunctionalInterface
public interface ElementLists extends KeyedSystem {}
