package io.stator.harness.cluster.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.cluster.Link;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BridgeRulesTest {
    private static final Command NOWHERE = Command.of("sh", "-c", "cat > /dev/null");

    private final BridgeRules rules = new BridgeRules(NOWHERE, "faults", List.of("10.0.0.1", "10.0.0.2", "10.0.0.3"));

    @Test
    void cutsAndLossesAddUp() {
        rules.cut(Set.of(new Link(1, 2)));
        rules.cut(Set.of(new Link(3, 1)));
        rules.lose(Set.of(new Link(2, 3), new Link(3, 2)), 30);
        rules.lose(Set.of(new Link(2, 3)), 5);
        assertThat(rules.rules()).isEqualTo("""
                        add table bridge faults
                        delete table bridge faults
                        table bridge faults {
                          chain passing {
                            type filter hook forward priority 0; policy accept;
                            ip saddr . ip daddr { 10.0.0.1 . 10.0.0.2, 10.0.0.3 . 10.0.0.1 } drop
                            ip saddr . ip daddr { 10.0.0.2 . 10.0.0.3 } numgen random mod 100 < 5 drop
                            ip saddr . ip daddr { 10.0.0.3 . 10.0.0.2 } numgen random mod 100 < 30 drop
                          }
                        }
                        """);
    }

    @Test
    void nothingIsDroppedFromALinkThatLosesNothing() {
        rules.lose(Set.of(new Link(1, 2)), 0);
        assertThat(rules.rules()).doesNotContain("drop");
    }

    @Test
    void healTakesAllAway() {
        rules.cut(Set.of(new Link(1, 2)));
        rules.lose(Set.of(new Link(2, 1)), 30);
        rules.heal();
        assertThat(rules.rules()).doesNotContain("drop");
    }
}
