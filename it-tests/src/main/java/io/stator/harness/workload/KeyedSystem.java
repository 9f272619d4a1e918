package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.Outcome;

/**
 * A system of named objects of one kind: what a workload knows of the system under test. Each kind is a port
 * below this one that says which functions it takes. Thread-safe.
 */
@FunctionalInterface
public interface KeyedSystem {

    /**
     * Does it, and blocks until its outcome is known, or until it never will be; some seconds at most. {@link
     * Outcome.Failed} is for what surely was not done.
     *
     * @throws RuntimeException only for what no fault of the system explains: it ends the workload, and counts as a
     *     violation
     */
    Outcome perform(String key, Function function);

    /** Makes what the objects are kept in. Called once, before anything is broken. */
    default void prepare() {}
}
