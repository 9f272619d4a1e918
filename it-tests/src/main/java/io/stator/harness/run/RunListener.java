package io.stator.harness.run;

/** Is told what a run is about to do. */
@FunctionalInterface
public interface RunListener {

    /** @param atNanos on the run's clock */
    void happens(long atNanos, String what);
}
