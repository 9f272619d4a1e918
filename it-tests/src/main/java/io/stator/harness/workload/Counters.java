package io.stator.harness.workload;

/**
 * A system of named counters, which are zero at first: {@link io.stator.harness.history.Function.Increment}, answered
 * with the value after it, and {@link io.stator.harness.history.Function.Read}, where no value means zero.
 * Thread-safe.
 */
@FunctionalInterface
public interface Counters extends KeyedSystem {}
