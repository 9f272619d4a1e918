package io.stator.harness.stator.mutant;

import io.stator.consensus.MonotonicClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Takes the wall clock, which others set, for one that never goes back. */
final class WallClockTime implements MonotonicClock {
    private final InstantSource wallClock;

    WallClockTime(InstantSource wallClock) {
        this.wallClock = wallClock;
    }

    @Override
    public long nanos() {
        Instant now = wallClock.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
