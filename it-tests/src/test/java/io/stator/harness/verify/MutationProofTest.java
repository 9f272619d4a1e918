package io.stator.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.Capability;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import io.stator.harness.nemesis.RecordingCluster;
import io.stator.harness.run.MemoryTestBed;
import io.stator.harness.run.TestBed;
import io.stator.harness.stator.ClientKind;
import io.stator.harness.stator.mutant.Mutant;
import io.stator.server.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The proof itself: what counts as found, as not found, and as not tried. */
@Execution(ExecutionMode.CONCURRENT)
class MutationProofTest {
    private static final Mutant ONE = Mutant.PAGE_SKIPS_FIRST;
    private static final Mutant OTHER = Mutant.PAGE_ENDS_EARLY;
    private static final long SEED = 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Set<Mutant> wrong = EnumSet.noneOf(Mutant.class);
    private final Map<Mutant, Integer> opened = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong();
    private Duration runTime = Duration.ofSeconds(40);
    private Optional<String> obstacle = Optional.empty();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    /** Registers in memory, that lose every write if the mutant is wrong. */
    private final class MemoryDriver implements Driver {
        private final Mutant mutant;

        MemoryDriver(Mutant mutant) {
            this.mutant = mutant;
        }

        @Override
        public String name() {
            return "processes";
        }

        @Override
        public Set<Capability> capabilities(int nodes) {
            return Set.of();
        }

        @Override
        public Optional<String> obstacle() {
            return obstacle;
        }

        @Override
        public TestBed open(Path home, int nodes, long seed, ClientKind client) {
            opened.merge(mutant, 1, Integer::sum);
            nanos.addAndGet(runTime.toNanos());
            Map<String, String> values = new HashMap<>();
            return new MemoryTestBed(new RecordingCluster(nodes, capabilities(nodes), List.of()), (key, function) -> {
                synchronized (values) {
                    if (function instanceof Write write) {
                        if (!wrong.contains(mutant)) {
                            values.put(key, Objects.requireNonNull(write.value()));
                        }
                        return new Outcome.Done();
                    }
                    if (function instanceof CompareAndSet set) {
                        if (!Objects.equals(values.get(key), set.expected())) {
                            return new Outcome.Mismatched();
                        }
                        values.put(key, Objects.requireNonNull(set.replacement()));
                        return new Outcome.Done();
                    }
                    return new Outcome.Found(values.get(key));
                }
            });
        }
    }

    private Result prove(Mutant... mutants) throws IOException, InterruptedException {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Map.of());
        List<MutationProof.Hunted> hunted = Stream.of(mutants)
                .map(mutant -> new MutationProof.Hunted(
                        mutant,
                        mutant.hunt().lasting(Duration.ofMillis(50)),
                        new Drivers(List.of(new MemoryDriver(mutant)))))
                .toList();
        return new MutationProof(terminal, directory, Duration.ofMinutes(5), nanos::get).carryOut(hunted, SEED);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyMutantThatIsFoundIsProof() throws Exception {
        wrong.addAll(List.of(ONE, OTHER));
        assertThat(prove(ONE, OTHER)).isEqualTo(Result.VALID);
        assertThat(said()).contains(ONE + " ", OTHER + " ", "is not linearizable");
        assertThat(opened).isEqualTo(Map.of(ONE, 1, OTHER, 1));
    }

    @Test
    void aMutantThatIsNotFoundIsAFaultOfTheHarness() throws Exception {
        wrong.add(OTHER);
        assertThat(prove(ONE, OTHER)).isEqualTo(Result.INVALID);
        assertThat(said()).contains("NO");
        assertThat(opened).as("one is tried until its time is over").isEqualTo(Map.of(ONE, 7, OTHER, 1));
    }

    @Test
    void whatIsFoundTooLateIsNotFound() throws Exception {
        wrong.add(ONE);
        runTime = Duration.ofMinutes(6);
        assertThat(prove(ONE)).isEqualTo(Result.INVALID);
        assertThat(opened).isEqualTo(Map.of(ONE, 1));
    }

    @Test
    void aMutantThatCannotBeTriedProvesNothing() throws Exception {
        obstacle = Optional.of("no machine");
        assertThat(prove(ONE)).isEqualTo(Result.UNDECIDED);
        assertThat(said()).contains("not tried", "no machine");
        assertThat(opened).isEmpty();
    }
}
