package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.ratis.LogEntryFormat.Entry;
import io.stator.consensus.ratis.LogEntryFormat.MalformedEntryException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogEntryFormatTest {

    @Test
    void goldenBytes() {
        byte[] empty = LogEntryFormat.encode(800, List.of());
        byte[] two = LogEntryFormat.encode(1000, List.of(new byte[0], "hi".getBytes(StandardCharsets.UTF_8)));
        assertThat(HexFormat.of().formatHex(empty)).isEqualTo("01" + "00000320" + "00000000" + "60cfc066");
        assertThat(HexFormat.of().formatHex(two))
                .isEqualTo("01" + "000003e8" + "00000002" + "00000000" + "00000002" + "6869" + "3976ddda");
    }

    @Test
    void goldenBytesAreRead() {
        assertThat(decode("01" + "00000320" + "00000000" + "60cfc066")).isEqualTo(new Entry(800, List.of()));
        assertThat(decode("01" + "000003e8" + "00000002" + "00000000" + "00000002" + "6869" + "3976ddda"))
                .isEqualTo(new Entry(
                        1000, List.of(ByteBuffer.allocate(0), ByteBuffer.wrap("hi".getBytes(StandardCharsets.UTF_8)))));
    }

    /** Its first byte and its checksum are all that is sure of it. */
    @Test
    void aNewerEntryIsRefused() {
        assertThatThrownBy(() -> decode("02" + "000003e8" + "00000000" + "abababab" + "1fa1efb2"))
                .isInstanceOf(MalformedEntryException.class)
                .hasMessage("a log entry has version 2, written by a newer version of Stator; this one reads up to 1");
    }

    private static Entry decode(String hex) {
        return LogEntryFormat.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    @Test
    void anyEntryComesBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<byte[]> commands = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                byte[] command = new byte[random.nextInt(100)];
                random.nextBytes(command);
                commands.add(command);
            }
            int lease = random.nextInt(LogEntryFormat.LEASE_MILLIS_MAX + 1);
            ByteBuffer padded = ByteBuffer.allocate(5000);
            padded.position(7);
            byte[] encoded = LogEntryFormat.encode(lease, commands);
            padded.put(encoded).flip().position(7);
            Entry entry = LogEntryFormat.decode(padded);
            assertThat(entry.leaseMillis()).as("seed %d", seed).isEqualTo(lease);
            assertThat(entry.commands())
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(
                            commands.stream().map(ByteBuffer::wrap).toList());
        }
    }

    @Test
    void damageIsFound() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] entry = LogEntryFormat.encode(5, List.of(new byte[10], new byte[300]));
        for (int round = 0; round < 1000; round++) {
            byte[] damaged = entry.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> LogEntryFormat.decode(ByteBuffer.wrap(damaged)))
                    .as("seed %d", seed)
                    .isInstanceOf(MalformedEntryException.class);
        }
        for (int length = 0; length < entry.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(entry, 0, length);
            assertThatThrownBy(() -> LogEntryFormat.decode(cut)).isInstanceOf(MalformedEntryException.class);
        }
    }

    @Test
    void theLeaseIsBounded() {
        assertThat(LogEntryFormat.decode(ByteBuffer.wrap(LogEntryFormat.encode(1000, List.of())))
                        .leaseMillis())
                .isEqualTo(LogEntryFormat.LEASE_MILLIS_MAX);
        assertThatThrownBy(() -> LogEntryFormat.encode(1001, List.of())).isInstanceOf(MalformedEntryException.class);
        assertThatThrownBy(() -> LogEntryFormat.encode(-1, List.of())).isInstanceOf(MalformedEntryException.class);
    }
}
