package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.Outcome;

/** A system of named registers. Thread-safe. */
@FunctionalInterface
public interface Registers {

    /**
     * Does it, and blocks until its outcome is known, or until it never will be. Reads are strong.
     *
     * @throws RuntimeException only for what no fault of the system explains: it ends the workload
     */
    Outcome perform(String name, Function function);
}
