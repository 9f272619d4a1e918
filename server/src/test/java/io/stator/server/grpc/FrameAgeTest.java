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
        for (int minute = 0; minute < 600; minute++) {
            // 500 ppm, as far as a clock is ever slewed.
            drift += 30;
            now += TimeUnit.MINUTES.toNanos(1);
            assertThat(waited(drift)).isLessThan(200);
        }
        assertThat(waited(drift + 1_000)).isGreaterThanOrEqualTo(1_000);
    }
}
