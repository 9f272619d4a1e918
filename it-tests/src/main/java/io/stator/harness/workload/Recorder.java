package io.stator.harness.workload;

import io.stator.harness.history.Function;
import io.stator.harness.history.History;
import io.stator.harness.history.Outcome;
import java.util.function.IntSupplier;

/**
 * Records what one worker does. A worker is one process of the history until an operation's outcome is unknown: that
 * operation may go on for ever, so the process is never heard of again, and the worker goes on as another. Used by
 * one thread.
 */
public final class Recorder {
    private final History history;
    private final IntSupplier processes;
    private int process;

    /** @param processes numbers that no other process of the history has */
    public Recorder(History history, IntSupplier processes) {
        this.history = history;
        this.processes = processes;
        this.process = processes.getAsInt();
    }

    /** Does it and records it. What the system throws is passed on, and the operation stays open. */
    public Outcome perform(KeyedSystem system, String key, Function function) {
        History.Invocation invocation = history.invoke(process, key, function);
        Outcome outcome = system.perform(key, function);
        invocation.end(outcome);
        if (outcome instanceof Outcome.Unknown) {
            process = processes.getAsInt();
        }
        return outcome;
    }
}
