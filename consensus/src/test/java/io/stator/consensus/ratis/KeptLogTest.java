package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptLogTest {
    private static final int ENTRIES_MAX = 100;
    private static final int BYTES_MAX = 6_400;

    private final KeptLog kept = new KeptLog(ENTRIES_MAX, BYTES_MAX);

    private void apply(long from, long to, int bytes) {
        for (long index = from; index <= to; index++) {
            kept.grew(index, bytes);
        }
    }

    @Test
    void smallEntriesAreCounted() {
        apply(1, 50, 10);
        assertThat(kept.lastToGo(50)).isZero();
        apply(51, 250, 10);
        assertThat(kept.lastToGo(240)).isEqualTo(150);
    }

    @Test
    void largeOnesAreWeighed() {
        apply(1, 80, 1_000);
        assertThat(kept.lastToGo(80)).isBetween(72L, 74L);
        apply(81, 82, 1_000);
        assertThat(kept.lastToGo(82)).isBetween(74L, 76L);
    }

    @Test
    void whatIsBehindTheCheckpointStays() {
        apply(1, 80, 1_000);
        assertThat(kept.lastToGo(20)).isEqualTo(20);
        assertThat(kept.lastToGo(80)).isBetween(72L, 74L);
    }

    /** Found by CI: a new member stopped itself at its first checkpoint. */
    @Test
    void isNeverLessThanWhatRatisHas() {
        kept.restarted(352);
        apply(353, 354, 10);
        assertThat(kept.lastToGo(354)).isEqualTo(352);
        apply(355, 500, 10);
        assertThat(kept.lastToGo(500)).isEqualTo(400);
        assertThat(kept.lastToGo(500)).isEqualTo(400);
    }
}
