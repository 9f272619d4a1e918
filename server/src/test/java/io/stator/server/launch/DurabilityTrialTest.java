package io.stator.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.model.Item;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What counts as a loss. */
class DurabilityTrialTest {
    @Test
    void aVersionThatIsOlderThanTheAcknowledgedOneIsALoss() {
        DurabilityTrial.Check check = new DurabilityTrial.Check();
        TrialLoad.Versions expected = new TrialLoad.Versions(5, 6);
        check.version("never-acknowledged", new TrialLoad.Versions(0, 3), null);
        check.version("there", expected, version(5));
        check.version("later", expected, version(6));
        assertThat(check.losses()).isEmpty();
        check.version("old", expected, version(4));
        check.version("gone", expected, null);
        check.version("never-written", expected, version(7));
        assertThat(check.losses())
                .containsExactly(
                        "old: version 5 was acknowledged, but version 4 is there",
                        "gone: version 5 was acknowledged, but there is no item",
                        "never-written: version 7 is there, but only 6 were written");
    }

    @Test
    void anItemOfAJournalThatIsNotThereIsALoss() {
        DurabilityTrial.Check check = new DurabilityTrial.Check();
        check.journal("journal-1", List.of(1L, 2L, 4L), Set.of(1L, 2L, 3L, 4L));
        assertThat(check.losses()).isEmpty();
        check.journal("journal-1", List.of(1L, 2L, 4L), Set.of(1L, 3L));
        assertThat(check.losses())
                .containsExactly("journal-1: item 2 was acknowledged, but is not there; 2 are missing in all");
    }

    private static Item version(long version) {
        return Item.builder()
                .set(TrialLoad.PARTITION_KEY, "k")
                .set(TrialLoad.VERSION, version)
                .build();
    }
}
