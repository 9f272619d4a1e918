package io.stator.harness.workload;

/**
 * A system of named registers, which have no value at first: {@link io.stator.harness.history.Function.Read}, which
 * is strong, {@link io.stator.harness.history.Function.EventualRead}, {@link
 * io.stator.harness.history.Function.Write} and {@link io.stator.harness.history.Function.CompareAndSet}. Thread-safe.
 */
@FunctionalInterface
public interface Registers extends KeyedSystem {}
