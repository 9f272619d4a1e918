package io.stator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The developer guide's rule, at its edges. */
class CapacityUnitsTest {
    @Test
    void readsCountBy4KilobytesAndEventualOnesHalf() {
        assertThat(CapacityUnits.read(0, true)).isEqualTo(1);
        assertThat(CapacityUnits.read(4096, true)).isEqualTo(1);
        assertThat(CapacityUnits.read(4097, true)).isEqualTo(2);
        assertThat(CapacityUnits.read(0, false)).isEqualTo(0.5);
        assertThat(CapacityUnits.read(4097, false)).isEqualTo(1);
    }

    @Test
    void writesCountByKilobytesOfTheLargerImage() {
        assertThat(CapacityUnits.write(0, 0)).isEqualTo(1);
        assertThat(CapacityUnits.write(0, 1024)).isEqualTo(1);
        assertThat(CapacityUnits.write(1025, 1)).isEqualTo(2);
        assertThat(CapacityUnits.write(1, 409_600)).isEqualTo(400);
    }
}
