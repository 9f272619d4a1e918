package io.stator.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.cluster.Capability;
import io.stator.harness.nemesis.Fault;
import io.stator.harness.nemesis.Faults;
import io.stator.harness.nemesis.Nemesis;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan takes from the drivers that there are; each starts nothing. */
class StatorDriversTest {
    private static Set<Capability> of(String driver, int nodes) {
        return StatorDrivers.all().named(driver).capabilities(nodes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"processes", "namespaces"})
    void nodesAreReplacedAddedAndRemovedWhereThatCanBe(String driver) {
        assertThat(Nemesis.possible(Faults.all(), of(driver, 3)))
                .extracting(Fault::name)
                .contains("replace-one", "members-grow", "members-shrink");
        // Of two a lost one is a half, and ten there cannot be.
        assertThat(of(driver, 2)).contains(Capability.MEMBERS).doesNotContain(Capability.REPLACE);
        assertThat(of(driver, 8)).contains(Capability.MEMBERS, Capability.REPLACE);
        assertThat(of(driver, 9)).contains(Capability.REPLACE).doesNotContain(Capability.MEMBERS);
    }

    @Test
    void namespacesCanDoEverything() {
        assertThat(Nemesis.possible(Faults.all(), of("namespaces", 3))).isEqualTo(Faults.all());
    }

    @Test
    void containersStayThoseThatTheyAre() {
        assertThat(of("containers", 3)).doesNotContainAnyElementsOf(List.of(Capability.REPLACE, Capability.MEMBERS));
    }
}
