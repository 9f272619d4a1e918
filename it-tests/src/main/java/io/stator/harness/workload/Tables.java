package io.stator.harness.workload;

import io.stator.harness.history.Function;

/**
 * A system of named tables that come and go, each with room for one value. Thread-safe. A table that is not there
 * has no value; one that is, and was never written, has {@link #EMPTY}.
 *
 * <ul>
 *   <li>{@link #CREATE}: done, or mismatched because there is such a table, or it is on its way out.
 *   <li>{@link #DELETE}: done, or mismatched because there is no such table.
 *   <li>{@link Function.Write} of a value: done, or mismatched because there is no such table.
 *   <li>{@link Function.Read}: the value.
 * </ul>
 */
@FunctionalInterface
public interface Tables extends KeyedSystem {
    String EMPTY = "empty";

    Function CREATE = new Function.CompareAndSet(null, EMPTY);

    Function DELETE = new Function.Write(null);
}
