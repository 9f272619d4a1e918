package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StalledLogTest {
    private final StalledLog log = new StalledLog();
    private long now = -3;

    private boolean look(long last, long flushed, long millisLater) {
        now += TimeUnit.MILLISECONDS.toNanos(millisLater);
        return log.look(last, flushed, now);
    }

    @Test
    void whatIsFlushedLateIsNoStall() {
        assertThat(look(7, 5, 0)).isFalse();
        for (int flushed = 6; flushed < 100; flushed++) {
            assertThat(look(flushed + 2, flushed, StalledLog.PATIENCE_MILLIS)).isFalse();
        }
    }

    @Test
    void nothingToFlushIsNoStall() {
        assertThat(look(5, 5, 0)).isFalse();
        assertThat(look(5, 5, 10 * StalledLog.PATIENCE_MILLIS)).isFalse();
        assertThat(look(6, 5, 10 * StalledLog.PATIENCE_MILLIS)).isFalse();
        assertThat(look(6, 5, StalledLog.PATIENCE_MILLIS)).isFalse();
    }

    @Test
    void aDiskThatStandsStillIsSeenAgainAndAgain() {
        assertThat(look(6, 5, 0)).isFalse();
        assertThat(look(9, 5, StalledLog.PATIENCE_MILLIS)).isFalse();
        assertThat(look(9, 5, 1)).isTrue();
        assertThat(look(9, 5, StalledLog.PATIENCE_MILLIS)).isFalse();
        assertThat(look(9, 5, 1)).isTrue();
    }

    @Test
    void whoLedBeforeBeginsAnew() {
        assertThat(look(6, 5, 0)).isFalse();
        log.reset();
        assertThat(look(6, 5, 2 * StalledLog.PATIENCE_MILLIS)).isFalse();
    }
}
