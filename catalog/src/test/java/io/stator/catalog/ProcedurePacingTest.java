package io.stator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcedurePacingTest {

    @Test
    void theBackOffDoublesUpToItsLimit() {
        ProcedurePacing pacing = new ProcedurePacing(100, 20, 1_000, 5_000);
        assertThat(pacing.backOffMillisMax(1)).isEqualTo(20);
        assertThat(pacing.backOffMillisMax(2)).isEqualTo(40);
        assertThat(pacing.backOffMillisMax(6)).isEqualTo(640);
        assertThat(pacing.backOffMillisMax(7)).isEqualTo(1_000);
        assertThat(pacing.backOffMillisMax(Integer.MAX_VALUE)).isEqualTo(1_000);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new ProcedurePacing(0, 20, 1_000, 5_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProcedurePacing(100, 20, 19, 5_000)).isInstanceOf(IllegalArgumentException.class);
    }
}
