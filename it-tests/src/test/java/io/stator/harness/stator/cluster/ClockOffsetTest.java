package io.stator.harness.stator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockOffsetTest {
    private static final InstantSource NOON = () -> Instant.parse("2030-01-01T12:00:00Z");

    @TempDir
    Path directory = Path.of("");

    @Test
    void whatOneWritesAnotherReadsAtOnce() throws IOException {
        ClockOffset driver = ClockOffset.in(directory.resolve("clock"));
        ClockOffset node = ClockOffset.in(directory.resolve("clock"));
        InstantSource clock = node.applyTo(NOON);
        assertThat(clock.instant()).isEqualTo("2030-01-01T12:00:00Z");
        driver.set(Duration.ofDays(-1).plusMillis(1));
        assertThat(clock.instant()).isEqualTo("2029-12-31T12:00:00.001Z");
        assertThat(node.get()).isEqualTo(Duration.ofDays(-1).plusMillis(1));
    }

    @Test
    void itIsKeptInEightBytes() throws IOException {
        Path file = directory.resolve("clock");
        ClockOffset.in(file).set(Duration.ofMillis(0x0102));
        assertThat(Files.readAllBytes(file)).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
        assertThat(ClockOffset.in(file).get()).as("opened anew").isEqualTo(Duration.ofMillis(0x0102));
    }
}
