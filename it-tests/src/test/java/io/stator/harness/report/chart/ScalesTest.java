package io.stator.harness.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalesTest {
    private static final long SECOND = 1_000_000_000;

    private static List<String> labels(Scale scale) {
        return scale.ticks().stream().map(Scale.Tick::label).toList();
    }

    @Test
    void countsGoUpToARoundNumber() {
        LinearScale scale = LinearScale.ofCounts(830, 100, 0);
        assertThat(labels(scale)).containsExactly("0", "500", "1k");
        assertThat(scale.position(0)).isEqualTo(100);
        assertThat(scale.position(1000)).isEqualTo(0);
        assertThat(scale.position(250)).isEqualTo(75);
    }

    @Test
    void countsOfNothingHaveAScaleToo() {
        assertThat(labels(LinearScale.ofCounts(0, 100, 0))).containsExactly("0", "1");
    }

    @Test
    void timeIsMarkedInStepsThatPeopleCountIn() {
        assertThat(labels(LinearScale.ofTime(60 * SECOND, 0, 100, 5))).containsExactly("0", "15", "30", "45", "60");
        assertThat(labels(LinearScale.ofTime(300 * SECOND, 0, 100, 5)))
                .containsExactly("0:00", "1:00", "2:00", "3:00", "4:00", "5:00");
        assertThat(labels(LinearScale.ofTime(SECOND / 4, 0, 100, 5)))
                .containsExactly("0", "0.05", "0.1", "0.15", "0.2", "0.25");
    }

    @Test
    void timeHasFewMarksHoweverLongItIs() {
        for (long seconds = 1; seconds < 10_000_000; seconds *= 3) {
            assertThat(LinearScale.ofTime(seconds * SECOND, 0, 100, 5).ticks()).hasSizeBetween(2, 6);
        }
    }

    @Test
    void latenciesAreMarkedAtPowersOfTen() {
        LogScale scale = LogScale.around(120_000, 2_400_000_000L, 300, 0);
        assertThat(labels(scale)).containsExactly("100 µs", "1 ms", "10 ms", "100 ms", "1 s");
        double decade = scale.position(10_000_000) - scale.position(100_000_000);
        assertThat(scale.position(1_000_000) - scale.position(10_000_000)).isCloseTo(decade, within(1e-9));
    }

    @Test
    void latenciesThatAreAllAlikeHaveFinerMarks() {
        assertThat(labels(LogScale.around(1_200_000, 9_000_000, 100, 0)))
                .containsExactly("1 ms", "2 ms", "5 ms", "10 ms");
        assertThat(LogScale.around(5, 5, 100, 0).ticks()).isNotEmpty();
    }

    @Test
    void nothingLiesOutsideOfALogScale() {
        long seed = 20261125;
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            long one = (long) Math.exp(random.nextDouble() * 30);
            long other = (long) Math.exp(random.nextDouble() * 30);
            LogScale scale = LogScale.around(Math.min(one, other), Math.max(one, other), 100, 0);
            assertThat(scale.nanosMin()).as("seed %d", seed).isLessThanOrEqualTo(Math.max(1, Math.min(one, other)));
            assertThat(scale.nanosMax()).as("seed %d", seed).isGreaterThanOrEqualTo(Math.max(one, other));
            assertThat(scale.ticks()).as("seed %d", seed).isNotEmpty();
        }
    }

    @Test
    void quantitiesHaveThreeDigitsAndAUnit() {
        assertThat(List.of(
                        Quantity.duration(0),
                        Quantity.duration(850),
                        Quantity.duration(1_250_000),
                        Quantity.duration(999_700_000),
                        Quantity.duration(45.64e9),
                        Quantity.duration(125e9),
                        Quantity.duration(300e9)))
                .containsExactly("0 ns", "850 ns", "1.25 ms", "1 s", "45.6 s", "2 min 5 s", "5 min");
        assertThat(List.of(Quantity.moment(12_345_000_000L), Quantity.moment(125_100_000_000L)))
                .containsExactly("12.35 s", "2:05.1");
        assertThat(Quantity.count(212_340)).isEqualTo("212,340");
    }
}
