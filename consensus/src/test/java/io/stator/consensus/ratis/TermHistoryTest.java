package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermHistoryTest {
    private final TermHistory terms = new TermHistory();

    @Test
    void knowsTheTermOfEachEntryItSaw() {
        assertThat(terms.termOf(0)).isNull();
        terms.reset(2, 10);
        terms.visited(2, 11);
        terms.visited(5, 12);
        terms.visited(5, 13);
        assertThat(terms.termOf(9)).isNull();
        assertThat(terms.termOf(10)).isEqualTo(2);
        assertThat(terms.termOf(11)).isEqualTo(2);
        assertThat(terms.termOf(12)).isEqualTo(5);
        assertThat(terms.termOf(13)).isEqualTo(5);
        assertThat(terms.termOf(14)).isNull();
    }

    @Test
    void forgetsWhatIsNotAskedForAnyMore() {
        terms.reset(1, 0);
        terms.visited(2, 1);
        terms.visited(3, 2);
        terms.forgetBefore(1);
        assertThat(terms.termOf(0)).isNull();
        assertThat(terms.termOf(1)).isEqualTo(2);
        terms.forgetBefore(9);
        assertThat(terms.termOf(2)).isEqualTo(3);
    }
}
