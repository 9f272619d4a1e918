package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.history.Function;
import io.stator.harness.history.Operation;
import java.util.List;
import java.util.Random;

/**
 * One kind of work on a system, and what its history may look like. Used for one run: {@link #setUp}, then workers,
 * then {@link #finalReads} when all is healed and the workers have ended, then {@link #judge}.
 */
public interface Workload {
    /** A transaction is about as much work for a system as two operations on one key. */
    int RESTS_OF_TRANSACTIONS = 2;

    /** One word. */
    String name();

    /** What it works on. */
    KeyedSystem system();

    /**
     * Makes what is there before anything is broken.
     *
     * @throws RuntimeException if it cannot: the run does not begin
     */
    void setUp(Recorder recorder);

    /**
     * A client of the system; each is used by one thread.
     *
     * @param number of the worker, from 0
     * @param choices all that it decides by chance, the same at each run with the same seed
     */
    Worker worker(int number, Random choices);

    /** How many times as long as those of other workloads its workers rest between operations. */
    default int restTimes() {
        return 1;
    }

    /** Workers that only look on, each by a way of its own, such as one node; started with the others. */
    default List<Worker> onlookers(long seed) {
        return List.of();
    }

    /** What must be read once more when all is over: every key that was ever used. */
    List<FinalRead> finalReads();

    /** @param operations all that were recorded, by their beginning */
    List<Judgement> judge(List<Operation> operations);

    /** Does one operation after the other, as its owner tells it. */
    @FunctionalInterface
    interface Worker {
        /** Chooses one operation and does it. */
        void step(Recorder recorder);
    }

    /** A read that is repeated until it is answered. */
    record FinalRead(String key, Function function) {}
}
