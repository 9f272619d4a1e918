package io.stator.client.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdaptiveThrottleTest {
    private static final int PER_SECOND = 10_000;

    /** What the node takes though it comes a little too soon. */
    private static final int QUEUE = 20;

    private final SplittableRandom random = new SplittableRandom(1);
    private long now = 7;
    private final AdaptiveThrottle throttle = new AdaptiveThrottle(() -> now, random::nextDouble);

    /** How many of a second's requests were sent to a node that accepts so many. */
    private int second(int requests, int acceptedMax) {
        int sent = 0;
        double accepted = 0;
        for (int i = 0; i < requests; i++) {
            now += TimeUnit.SECONDS.toNanos(1) / requests;
            accepted = Math.min(accepted + acceptedMax / (double) requests, QUEUE);
            if (throttle.admits()) {
                sent++;
                if (accepted >= 1) {
                    accepted--;
                    throttle.accepted();
                } else {
                    throttle.refused();
                }
            }
        }
        return sent;
    }

    @Test
    void aNodeThatAcceptsAllGetsAll() {
        assertThat(second(PER_SECOND, PER_SECOND)).isEqualTo(PER_SECOND);
    }

    @Test
    void aNodeThatRefusesMostGetsAboutTwiceWhatItAccepts() {
        second(PER_SECOND, PER_SECOND / 10);
        for (int i = 0; i < 5; i++) {
            assertThat(second(PER_SECOND, PER_SECOND / 10)).isBetween(PER_SECOND / 6, PER_SECOND / 4);
        }
    }

    @Test
    void itEndsSoonAfterTheOverload() {
        for (int i = 0; i < 10; i++) {
            second(PER_SECOND, PER_SECOND / 10);
        }
        int quarter = PER_SECOND / 40;
        for (int i = 0; i < 5; i++) {
            second(quarter, PER_SECOND / 10);
        }
        assertThat(second(quarter, PER_SECOND / 10)).isEqualTo(quarter);
    }

    @Test
    void whatANodeThatRefusesEverythingCanDoLaterIsFoundOut() {
        for (int i = 0; i < 10; i++) {
            second(PER_SECOND, 0);
        }
        for (int i = 0; i < 10; i++) {
            second(PER_SECOND, PER_SECOND);
        }
        assertThat(second(PER_SECOND, PER_SECOND)).isEqualTo(PER_SECOND);
    }

    @Test
    void aFewRefusalsKeepNothingBack() {
        for (int i = 0; i < 40; i++) {
            assertThat(throttle.admits()).isTrue();
            throttle.refused();
        }
    }
}
