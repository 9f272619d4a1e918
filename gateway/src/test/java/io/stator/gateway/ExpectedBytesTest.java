package io.stator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedBytesTest {
    private final ExpectedBytes expected = new ExpectedBytes();

    private void saw(int times, long bytes) {
        for (int i = 0; i < times; i++) {
            expected.saw(bytes);
        }
    }

    @Test
    void risesFastAndFallsSlowly() {
        assertThat(expected.bytes()).isZero();
        saw(1, 1_000_000);
        assertThat(expected.bytes()).isEqualTo(500_000);
        saw(3, 1_000_000);
        assertThat(expected.bytes()).isGreaterThan(930_000);
        saw(3, 1_000);
        assertThat(expected.bytes()).isGreaterThan(750_000);
        saw(200, 1_000);
        assertThat(expected.bytes()).isBetween(1_000L, 1_100L);
    }

    /** One large answer among a hundred does not have all of them counted as large. */
    @Test
    void isAboveTheMeanButFarFromTheLargest() {
        for (int i = 0; i < 50; i++) {
            saw(99, 1_000);
            saw(1, 1_000_000);
            saw(20, 1_000);
            assertThat(expected.bytes()).isBetween(10_000L, 200_000L);
        }
    }
}
