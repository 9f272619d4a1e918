package io.stator.consensus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stator.consensus.ratis.RatisHost;
import io.stator.consensus.ratis.RatisSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of package-info, and sees to it that it is the same there. */
@SuppressWarnings("NullAway.Init")
class ReplicatedCounterTest {
    @TempDir
    Path directory;

    private static final class Counter implements StateMachine<Long> {
        private volatile long value;
        private volatile long appliedIndex = -1;

        long value() {
            return value;
        }

        @Override
        public long appliedIndex() {
            return appliedIndex;
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
        // example
        public List<Long> apply(LogPosition position, List<ByteBuffer> commands) {
            List<Long> answers = new ArrayList<>();
            for (ByteBuffer command : commands) {
                value += command.get(0);
                answers.add(value);
            }
            appliedIndex = position.index();
            return answers;
        }
        // end

        @Override
        public long checkpoint(Path checkpoint) throws IOException {
            Files.createDirectory(checkpoint);
            Files.writeString(checkpoint.resolve("value"), value + " " + appliedIndex);
            return appliedIndex;
        }

        @Override
        public void restore(Path checkpoint) throws IOException {
            List<String> words =
                    List.of(Files.readString(checkpoint.resolve("value")).split(" ", -1));
            value = Long.parseLong(words.get(0));
            appliedIndex = Long.parseLong(words.get(1));
        }

        @Override
        public void close() {}
    }

    @Test
    void theExampleRuns() throws Exception {
        int port = TestPorts.find(1).get(0);
        // example
        Member self = new Member("node-1", "127.0.0.1:" + port);
        RatisSettings settings = RatisSettings.of(directory, self.id(), "127.0.0.1", port);
        GroupId counters = new GroupId(UUID.nameUUIDFromBytes("counters".getBytes(UTF_8)));
        Counter counter = new Counter();
        try (ConsensusHost host = new RatisHost(settings, group -> counter)) {
            host.start();
            host.add(counters, List.of(self));
            Replica<Long> replica = host.<Long>replica(counters).orElseThrow();
            while (!replica.status().readyToServe()) {
                Thread.onSpinWait();
            }
            long five = replica.propose(new byte[] {5}).get();
            long twelve = replica.propose(new byte[] {7}).get();
            long read = StrongRead.of(replica, counter::value).get();
            // end
            assertThat(five).isEqualTo(5);
            assertThat(twelve).isEqualTo(12);
            assertThat(read).isEqualTo(12);
        }
    }

    @Test
    void theTextIsTheSame() throws IOException {
        Path sources = Path.of("src");
        List<String> text = between(
                Files.readAllLines(sources.resolve("main/java/io/stator/consensus/package-info.java")),
                "<pre>{@code",
                "}</pre>");
        List<String> code = between(
                Files.readAllLines(sources.resolve("test/java/io/stator/consensus/ReplicatedCounterTest.java")),
                "// example",
                "// end");
        // Braces: the text closes the host in the same breath.
        code.removeIf(line -> line.equals("}"));
        text.removeIf(line -> line.equals("}"));
        assertThat(text).isNotEmpty().containsExactlyInAnyOrderElementsOf(code);
    }

    private static List<String> between(List<String> lines, String begin, String end) {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            String stripped = line.strip().replaceFirst("^\\* ?", "").strip();
            if (stripped.equals(begin)) {
                inside = true;
            } else if (stripped.equals(end)) {
                inside = false;
            } else if (inside) {
                found.add(stripped);
            }
        }
        return found;
    }
}
