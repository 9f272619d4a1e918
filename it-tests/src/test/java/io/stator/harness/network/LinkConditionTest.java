package io.stator.harness.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.cluster.LinkQuality;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LinkConditionTest {
    private static final long NOW = Long.MAX_VALUE - 5; // the monotonic clock may be about to overflow
    private static final long MILLI = 1_000_000;

    private final LinkCondition link = new LinkCondition(new SplittableRandom(1));

    private List<Long> delays(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> link.arrivalNanos(NOW) - NOW)
                .toList();
    }

    @Test
    void aWholeLinkDelaysAndLimitsNothing() {
        assertThat(link.arrivalNanos(NOW)).isEqualTo(NOW);
        assertThat(link.passableBytes(NOW, 1 << 20)).isEqualTo(1 << 20);
        assertThat(link.isCut()).isFalse();
    }

    @Test
    void nothingPassesACutLinkWhateverItsQuality() {
        link.cut();
        link.degrade(LinkQuality.delayed(1, 0));
        assertThat(link.isCut()).isTrue();
        assertThat(link.passableBytes(NOW, 10)).isZero();
        link.heal();
        assertThat(link.isCut()).isFalse();
        assertThat(link.arrivalNanos(NOW)).isEqualTo(NOW);
    }

    @Test
    void delaysLieBetweenTheLeastAndTheLeastWithAllJitter() {
        link.degrade(LinkQuality.delayed(30, 20));
        List<Long> delays = delays(1000);
        assertThat(delays).allMatch(delay -> delay >= 30 * MILLI && delay <= 50 * MILLI);
        assertThat(delays).contains(30 * MILLI, 50 * MILLI);
    }

    @Test
    void whatIsLostTakesRetransmissionsOfTwiceTheTimeEach() {
        link.degrade(LinkQuality.lossy(50));
        List<Long> delays = delays(4000);
        long once = LinkCondition.RETRANSMISSION_NANOS;
        assertThat(delays).containsOnly(0L, once, 3 * once, 7 * once, 15 * once, 31 * once);
        long lost = delays.stream().filter(delay -> delay > 0).count();
        assertThat(lost).isBetween(1800L, 2200L);
        link.degrade(LinkQuality.lossy(100));
        assertThat(link.arrivalNanos(NOW) - NOW).as("never for good").isEqualTo(31 * once);
    }

    @Test
    void aThrottledLinkPassesSlicesAtItsRate() {
        link.degrade(new LinkQuality(0, 0, 0, 1000));
        long now = NOW;
        long passed = 0;
        while (now - NOW < 1000 * MILLI) {
            int slice = link.passableBytes(now, 500);
            assertThat(slice).isEqualTo(20);
            link.passed(now, slice);
            passed += slice;
            assertThat(link.passableBytes(now, 500)).isZero();
            now = link.passableAtNanos(now);
        }
        assertThat(passed).isEqualTo(1000);
        assertThat(link.passableBytes(now, 7)).as("what there is").isEqualTo(7);
    }
}
