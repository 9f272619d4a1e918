package io.stator.harness.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.history.Outcome;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
    @Test
    void aKeyIsReplacedWhenItHasSeenEnough() {
        KeyRotation keys = new KeyRotation("k", 2, 3, 2);
        String first = keys.current(0);
        keys.ended(0, first, new Outcome.Done());
        keys.ended(0, first, new Outcome.Done());
        assertThat(keys.current(0)).isEqualTo(first);
        keys.ended(0, first, new Outcome.Done());
        assertThat(keys.current(0)).isNotEqualTo(first);
        assertThat(keys.all()).hasSize(3).contains(first, keys.current(0), keys.current(1));
    }

    @Test
    void aKeyIsReplacedWhenTooMuchOfItIsUnknown() {
        KeyRotation keys = new KeyRotation("k", 1, 100, 2);
        String first = keys.current(0);
        keys.ended(0, first, new Outcome.Unknown());
        assertThat(keys.current(0)).isEqualTo(first);
        keys.ended(0, first, new Outcome.Unknown());
        assertThat(keys.current(0)).isNotEqualTo(first);
    }

    @Test
    void whatEndsOnAnOldKeyDoesNotCount() {
        KeyRotation keys = new KeyRotation("k", 1, 1, 1);
        String first = keys.current(0);
        keys.ended(0, first, new Outcome.Done());
        String second = keys.current(0);
        keys.ended(0, first, new Outcome.Done());
        assertThat(keys.current(0)).isEqualTo(second);
    }
}
