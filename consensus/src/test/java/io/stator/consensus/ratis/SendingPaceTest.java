package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SendingPaceTest {
    private static final long MEGABYTE = 1 << 20;

    /** Near its end: clocks of this kind wrap around. */
    private long now = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(100);

    private final SendingPace pace = new SendingPace(() -> now, 4 * MEGABYTE);

    private long takeMillis(long bytes) {
        return TimeUnit.NANOSECONDS.toMillis(pace.take(bytes));
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void eachWaitsForThoseBeforeIt() {
        assertThat(takeMillis(MEGABYTE)).isZero();
        assertThat(takeMillis(2 * MEGABYTE)).isEqualTo(250);
        assertThat(takeMillis(1)).isEqualTo(750);
        pass(700);
        assertThat(takeMillis(MEGABYTE)).isEqualTo(50);
        pass(50);
        assertThat(takeMillis(0)).isEqualTo(250);
    }

    @Test
    void whatWasNotSentInTimeIsNotMadeUpFor() {
        assertThat(takeMillis(MEGABYTE)).isZero();
        pass(60_000);
        assertThat(takeMillis(MEGABYTE)).isZero();
        assertThat(takeMillis(MEGABYTE)).isEqualTo(250);
    }

    @Test
    void aTurnThatIsGivenBackIsTheNextOnes() {
        assertThat(takeMillis(MEGABYTE)).isZero();
        assertThat(takeMillis(MEGABYTE)).isEqualTo(250);
        assertThat(takeMillis(MEGABYTE)).isEqualTo(500);
        pace.giveBack(MEGABYTE);
        assertThat(takeMillis(MEGABYTE)).isEqualTo(500);
        assertThat(takeMillis(MEGABYTE)).isEqualTo(750);
    }

    @Test
    void aTurnThatIsGivenBackLateIsNotMadeUpFor() {
        assertThat(takeMillis(MEGABYTE)).isZero();
        pass(60_000);
        pace.giveBack(MEGABYTE);
        assertThat(takeMillis(MEGABYTE)).isZero();
        assertThat(takeMillis(MEGABYTE)).isEqualTo(250);
    }

    @Test
    void manyBytesAtOnceAreNoMoreThanALongMayHold() {
        SendingPace slowest = new SendingPace(() -> now, RatisSettings.CHECKPOINT_SEND_BYTES_PER_SECOND_MIN);
        assertThat(slowest.take(1L << 40)).isZero();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(slowest.take(1))).isEqualTo(1 << 20);
    }
}
