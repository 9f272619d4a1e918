package io.stator.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HybridClockTest {
    private static final long NOW_MILLIS = 1_700_000_000_000L;

    private final AtomicLong millis = new AtomicLong(NOW_MILLIS);
    private final HybridClock clock = new HybridClock(() -> java.time.Instant.ofEpochMilli(millis.get()));

    @Test
    void stampsAreWallClockMillisThenACounter() {
        assertThat(clock.next()).isEqualTo(NOW_MILLIS << 16);
        assertThat(clock.next()).isEqualTo((NOW_MILLIS << 16) + 1);
        millis.addAndGet(1);
        assertThat(clock.next()).isEqualTo((NOW_MILLIS + 1) << 16);
    }

    @Test
    void stampsGrowWhileTheWallClockIsSetBackALittle() {
        long before = clock.next();
        millis.addAndGet(-HybridClock.AHEAD_MILLIS_MAX + 1);
        assertThat(clock.next()).isEqualTo(before + 1);
    }

    @Test
    void noStampIsMoreThanTheLimitAhead() {
        clock.next();
        millis.addAndGet(-HybridClock.AHEAD_MILLIS_MAX);
        assertThat(clock.next()).isEqualTo((NOW_MILLIS - HybridClock.AHEAD_MILLIS_MAX) << 16);
    }

    @Test
    void aClockThatWasFarAheadAndIsPutRightGivesStampsAtOnce() {
        long hourMillis = 3_600_000;
        millis.addAndGet(hourMillis);
        clock.next();
        millis.addAndGet(-hourMillis);
        assertThat(clock.next()).isEqualTo(NOW_MILLIS << 16);
        assertThat(clock.next()).isEqualTo((NOW_MILLIS << 16) + 1);
    }
}
