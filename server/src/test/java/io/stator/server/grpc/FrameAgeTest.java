package io.stator.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FrameAgeTest {
    private static final long OFFSET = Long.MAX_VALUE - 3;

    private final FrameAge age = new FrameAge();
    private long now = -20;

    /** By a clock of which this one knows nothing. */
    private long waited(long millis) {
        long sent = now + OFFSET;
        return TimeUnit.NANOSECONDS.toMillis(age.waitedNanos(sent, now + TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    @Test
    void whatCountsIsHowMuchSlowerThanTheFastestItWas() {
        assertThat(waited(30)).isZero();
        assertThat(waited(40)).isEqualTo(10);
        assertThat(waited(5)).isZero();
        assertThat(waited(40)).isEqualTo(35);
    }

    @Test
    void clocksThatDriftApartDoNotLookLikeWaiting() {
        long drift = 0;
        for (int second = 0; second < 36_000; second += 2) {
            // 500 ppm, as far as a clock is ever slewed.
            drift++;
            now += TimeUnit.SECONDS.toNanos(2);
            assertThat(waited(drift)).isLessThan(200);
        }
        assertThat(waited(drift + 1_000)).isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void afterALongSilenceTheFirstOneCounts() {
        assertThat(waited(10)).isZero();
        now += TimeUnit.HOURS.toNanos(3);
        assertThat(waited(5_000)).isZero();
        assertThat(waited(5_100)).isEqualTo(100);
    }

    @Test
    void aWayThatHasBecomeLongerCountsAsLateForHalfAMinuteAtMost() {
        assertThat(waited(10)).isZero();
        long late = 0;
        for (int second = 0; second < 60; second++) {
            now += TimeUnit.SECONDS.toNanos(1);
            late += waited(600) > 250 ? 1 : 0;
        }
        assertThat(late).isBetween(1L, 31L);
    }
}
