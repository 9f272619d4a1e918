package io.stator.harness.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time of a run, and how it passes. {@link #nanos} may be called from any thread. */
public interface RunClock {

    /** Monotonic; zero is about the beginning of the run. */
    long nanos();

    /** Lets so much time pass. */
    void rest(Duration time) throws InterruptedException;

    /** This machine's, from now on. */
    static RunClock startingNow() {
        long origin = System.nanoTime();
        return new RunClock() {
            @Override
            public long nanos() {
                return System.nanoTime() - origin;
            }

            @Override
            public void rest(Duration time) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
            }
        };
    }
}
