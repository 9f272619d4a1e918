package io.stator.harness.stator.cluster;

import io.stator.harness.cluster.ClusterException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** How far a node's wall clock is off. Thread-safe. */
public final class ClockOffset {
    private final SharedNumber millis;

    private ClockOffset(SharedNumber millis) {
        this.millis = millis;
    }

    /** Makes the file if there is none: the clock is right then. */
    public static ClockOffset in(Path file) throws IOException {
        return new ClockOffset(SharedNumber.in(file));
    }

    /**
     * In a file that is made if there is none; the clock is right then.
     *
     * @throws ClusterException if the file cannot be made
     */
    public static ClockOffset rightClock(Path file) {
        return new ClockOffset(SharedNumber.zeroIn(file));
    }

    public Duration get() {
        return Duration.ofMillis(millis.get());
    }

    /** In force when this returns. */
    public void set(Duration offset) {
        millis.set(offset.toMillis());
    }

    /** A clock that is off by this. */
    public InstantSource applyTo(InstantSource right) {
        return () -> right.instant().plus(get());
    }
}
