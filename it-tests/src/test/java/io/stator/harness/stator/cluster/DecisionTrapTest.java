package io.stator.harness.stator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionTrapTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void whatOneSetsAnotherSeesAtOnce() throws IOException {
        Path file = directory.resolve("decisions");
        DecisionTrap driver = DecisionTrap.open(file);
        DecisionTrap node = DecisionTrap.in(file);
        assertThat(node.isSet()).isFalse();
        driver.set(true);
        assertThat(node.isSet()).isTrue();
        node.set(false);
        assertThat(driver.isSet()).isFalse();
    }

    @Test
    void aDriverBeginsWithOneThatIsNotSet() throws IOException {
        Path file = directory.resolve("decisions");
        DecisionTrap.in(file).set(true);
        assertThat(DecisionTrap.in(file).isSet()).isTrue();
        assertThat(DecisionTrap.open(file).isSet()).isFalse();
    }
}
