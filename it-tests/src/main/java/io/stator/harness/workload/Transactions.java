package io.stator.harness.workload;

import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.Transaction;
import java.util.List;

/**
 * A system of named lists on several of which a transaction works at once: the port of the workloads that {@link
 * io.stator.harness.anomaly.ListAppendChecker} judges. Thread-safe.
 */
@FunctionalInterface
public interface Transactions {

    /**
     * Does all of it, or nothing, and blocks until the outcome is known, or until it never will be; some seconds at
     * most.
     *
     * @param steps appends, and reads that have not found anything yet
     * @throws RuntimeException only for what no fault of the system explains
     */
    Answer perform(List<MicroOperation> steps);

    /** Whether a transaction may both read and append, and have several steps on one list. */
    default boolean mix() {
        return true;
    }

    /** Makes what the lists are kept in. Called once, before anything is broken. */
    default void prepare() {}

    /**
     * What came of a transaction.
     *
     * @param steps as they were asked for; where it committed, the reads with what they found
     */
    record Answer(Transaction.Status status, List<MicroOperation> steps) {
        public Answer {
            steps = List.copyOf(steps);
        }
    }
}
