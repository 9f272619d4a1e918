package io.stator.harness.report.measure;

import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;

/** What an operation's outcome means to whoever asked for it. */
public enum Ending {
    /** It was answered; a compare-and-set that met another value was, too. */
    OK("ok"),
    /** It was surely not done. */
    FAILED("failed"),
    /** Nobody knows whether it was done. */
    UNKNOWN("unknown");

    private final String label;

    Ending(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Ending of(Operation operation) {
        if (operation.outcome() instanceof Outcome.Unknown) {
            return UNKNOWN;
        }
        return operation.outcome() instanceof Outcome.Failed ? FAILED : OK;
    }
}
