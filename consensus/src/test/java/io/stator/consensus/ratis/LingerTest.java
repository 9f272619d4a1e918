package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LingerTest {
    private static final long MICRO = 1_000;
    private static final long ROUND = 4_000 * MICRO;

    private final Linger linger = new Linger();
    private long now = 1_000_000 * MICRO;

    private void answered(int commands) {
        now += ROUND;
        linger.answered(commands, ROUND, now);
    }

    private void usually(int commands) {
        for (int i = 0; i < 50; i++) {
            answered(commands);
        }
    }

    private long remainingMicros(int commands, long firstNanos) {
        return linger.remainingNanos(commands, firstNanos, now) / MICRO;
    }

    @Test
    void theFirstAndWhoIsAloneNeverWait() {
        assertThat(remainingMicros(1, now)).isZero();
        usually(1);
        assertThat(remainingMicros(1, now)).isZero();
    }

    @Test
    void lessThanHalfOfWhatIsUsualWaits() {
        usually(64);
        assertThat(remainingMicros(1, now)).isBetween(1_990L, 2_000L);
        assertThat(remainingMicros(31, now)).isBetween(1_990L, 2_000L);
        assertThat(remainingMicros(32, now)).isZero();
    }

    @Test
    void itWaitsSinceTheLastAnswerOrSinceTheFirstCame() {
        usually(64);
        long cameDuringTheRound = now - ROUND / 2;
        now += 300 * MICRO;
        assertThat(remainingMicros(1, cameDuringTheRound)).isBetween(1_690L, 1_700L);
        long cameLater = now;
        now += 100 * MICRO;
        assertThat(remainingMicros(1, cameLater)).isBetween(1_890L, 1_900L);
        now += 1_900 * MICRO;
        assertThat(remainingMicros(1, cameLater)).isZero();
        now += ROUND;
        assertThat(remainingMicros(1, cameLater)).isZero();
    }

    @Test
    void itWaitsForHalfOfAQuickRoundAtMostAndNotLongWhereRoundsAreSlow() {
        for (int i = 0; i < 50; i++) {
            linger.answered(64, 600 * MICRO, now);
        }
        assertThat(remainingMicros(1, now)).isBetween(290L, 300L);
        for (int i = 0; i < 50; i++) {
            linger.answered(64, 600 * ROUND, now);
        }
        assertThat(remainingMicros(1, now)).isEqualTo(10_000);
    }

    @Test
    void othersWaitForAnAnswerAsLongAsEntriesCarrySeveral() {
        assertThat(linger.waitsForAnswer()).isFalse();
        usually(1);
        assertThat(linger.waitsForAnswer()).isFalse();
        usually(3);
        assertThat(linger.waitsForAnswer()).isTrue();
        usually(1);
        assertThat(linger.waitsForAnswer()).isFalse();
    }

    @Test
    void whoIsAloneAfterManyWaitsForLessAndLess() {
        usually(64);
        int waited = 0;
        while (remainingMicros(1, now) > 0) {
            answered(1);
            waited++;
            assertThat(waited).isLessThan(20);
        }
        assertThat(waited).isPositive();
    }
}
