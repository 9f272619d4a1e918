package io.stator.harness.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.Capability;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Outcome;
import io.stator.harness.nemesis.RecordingCluster;
import io.stator.harness.report.ReportFolder;
import io.stator.harness.report.RunRecord;
import io.stator.harness.run.MemoryTestBed;
import io.stator.harness.run.TestBed;
import io.stator.harness.stator.ClientKind;
import io.stator.harness.workload.KeyedSystem;
import io.stator.server.cli.Main;
import io.stator.server.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@SuppressWarnings("NullAway.Init")
@Execution(ExecutionMode.CONCURRENT)
class VerifyCommandTest {
    private static final String PLAN_STATE = "plan.tsv";

    @TempDir
    Path directory;

    private final List<RecordingCluster> clusters = new ArrayList<>();
    private final List<ClientKind> clients = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean wrong;
    private Optional<String> obstacle = Optional.empty();

    /** Registers in memory. */
    private final class MemoryDriver implements Driver {
        private final String name;

        MemoryDriver(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Set<Capability> capabilities(int nodes) {
            return Set.of(Capability.PAUSE);
        }

        @Override
        public Optional<String> obstacle() {
            return obstacle;
        }

        @Override
        public TestBed open(Path home, int nodes, long seed, ClientKind client) {
            RecordingCluster cluster = new RecordingCluster(nodes, capabilities(nodes), List.of());
            clusters.add(cluster);
            clients.add(client);
            return new MemoryTestBed(cluster, registers());
        }
    }

    private KeyedSystem registers() {
        Map<String, String> values = new HashMap<>();
        return (key, function) -> {
            synchronized (values) {
                if (function instanceof Write write) {
                    values.put(key, wrong ? "another" : Objects.requireNonNull(write.value()));
                    return new Outcome.Done();
                }
                if (function instanceof CompareAndSet set) {
                    return values.replace(key, String.valueOf(set.expected()), String.valueOf(set.replacement()))
                            ? new Outcome.Done()
                            : new Outcome.Failed();
                }
                return new Outcome.Found(values.get(key));
            }
        };
    }

    private int verify(String... words) {
        out.reset();
        err.reset();
        Drivers drivers = new Drivers(List.of(new MemoryDriver("processes"), new MemoryDriver("others")));
        List<String> line = new ArrayList<>(List.of("verify", "--minutes", "0.001", "--rate", "1000"));
        line.addAll(Arrays.asList(words));
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        return Main.run(
                line.toArray(new String[0]), terminal, its -> new VerifyCommand(its, drivers, mutant -> drivers));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private String report(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void aRightSystemEndsWithZero() throws IOException {
        assertThat(verify("--workload", "register", "--seed", "7", "--nodes", "5", "--report", report("right")))
                .as(said())
                .isZero();
        assertThat(said()).contains("seed 7", "register", "VALID");
        assertThat(clusters).singleElement().satisfies(cluster -> {
            assertThat(cluster.closed).isTrue();
            assertThat(cluster.nodes()).hasSize(5);
        });
        assertThat(directory.resolve("right").resolve("cluster")).doesNotExist();
        RunRecord record = ReportFolder.read(directory.resolve("right"));
        assertThat(record.result()).isEqualTo(Result.VALID);
        assertThat(record.facts().get(RunRecord.COMMAND))
                .contains("--workload register", "--minutes 0.001", "--nodes 5", "--rate 1000", "--seed 7");
    }

    @Test
    void aWrongSystemEndsWithOneAndLeavesItsCluster() {
        wrong = true;
        assertThat(verify("--workload", "register", "--nemesis", "none", "--report", report("wrong")))
                .as(said())
                .isEqualTo(1);
        assertThat(said()).contains("is not linearizable", "INVALID");
        assertThat(directory.resolve("wrong").resolve("cluster")).exists();
    }

    @Test
    void whatProvesNothingEndsWithThree() {
        obstacle = Optional.of("no machine");
        assertThat(verify("--workload", "register", "--report", report("none"))).isEqualTo(3);
        assertThat(said()).contains("no machine");
    }

    @Test
    void badUsageEndsWithTwo() {
        assertThat(verify("--workload", "registers")).isEqualTo(2);
        assertThat(said()).contains("register, repeat, set");
        assertThat(verify("--nemesis", "killing")).isEqualTo(2);
        assertThat(said()).contains("kill-leader");
        assertThat(verify("--driver", "ships")).isEqualTo(2);
        assertThat(said()).contains("processes, others");
        assertThat(verify("--nemesis", "clock", "--report", report("clock"))).isEqualTo(2);
        assertThat(said()).contains("can make none of these faults");
        assertThat(verify("--minutes", "-1")).isEqualTo(2);
        assertThat(verify("--nodes", "10", "--report", report("ten"))).isEqualTo(2);
        assertThat(verify("--clients", "0")).isEqualTo(2);
        assertThat(verify("--client", "curl")).isEqualTo(2);
        assertThat(said()).contains("stator, aws-sdk");
        assertThat(verify("--mutants", "all", "--client", "aws-sdk")).isEqualTo(2);
        assertThat(said()).contains("mutants are hunted by the client stator");
        assertThat(verify("--mutants", "DOLPHIN")).isEqualTo(2);
        assertThat(said()).contains("LEASE_WITHOUT_END");
        assertThat(verify("--resume")).isEqualTo(2);
        assertThat(verify("--plan", "half")).isEqualTo(2);
        assertThat(verify("--seed", "x")).isEqualTo(2);
        assertThat(clusters).isEmpty();
    }

    @Test
    void theClientIsChosenAndTold() throws IOException {
        String[] words = {
            "--workload", "register", "--nemesis", "none", "--client", "aws-sdk", "--report", report("sdk")
        };
        assertThat(verify(words)).as(said()).isZero();
        assertThat(said()).contains("by the client aws-sdk");
        assertThat(clients).containsExactly(ClientKind.AWS_SDK);
        assertThat(ReportFolder.read(directory.resolve("sdk")).facts().get(RunRecord.COMMAND))
                .contains("--client aws-sdk --clients");
        assertThat(verify("--workload", "register", "--nemesis", "none", "--report", report("java")))
                .as(said())
                .isZero();
        assertThat(clients).containsExactly(ClientKind.AWS_SDK, ClientKind.STATOR);
    }

    @Test
    void aPlanIsCarriedOutByTheClientThatWasChosen() {
        String[] words = {
            "--workload",
            "register",
            "--plan",
            "full",
            "--client",
            "aws-sdk",
            "--driver",
            "others",
            "--report",
            report("by")
        };
        assertThat(verify(words)).as(said()).isZero();
        assertThat(clients).isNotEmpty().containsOnly(ClientKind.AWS_SDK);
    }

    @Test
    void aFolderIsNotUsedTwice() {
        wrong = true;
        String[] words = {"--workload", "register", "--nemesis", "none", "--report", report("twice")};
        assertThat(verify(words)).isEqualTo(1);
        assertThat(verify(words)).isEqualTo(2);
        assertThat(said()).contains("is there already");
    }

    @Test
    void aPlanTriesEachNemesisOnEachDriverAndIsResumed() throws IOException {
        String[] words = {"--workload", "register", "--plan", "full", "--resume", "--report", report("plan")};
        assertThat(verify(words)).as(said()).isZero();
        int runs = clusters.size();
        // None, four ways to kill, two to pause, and all of them; on two drivers.
        assertThat(runs).isEqualTo(16);
        assertThat(said()).contains("kill-majority", "pause-leader", "others");
        assertThat(verify(words)).as(said()).isZero();
        assertThat(clusters).as("nothing is done again").hasSize(runs);

        Path state = directory.resolve("plan").resolve(PLAN_STATE);
        List<String> lines = Files.readAllLines(state, StandardCharsets.UTF_8);
        Files.write(state, lines.subList(0, lines.size() - 3), StandardCharsets.UTF_8);
        assertThat(verify(words)).as(said()).isZero();
        assertThat(clusters).as("what was not done is").hasSize(runs + 3);
        assertThat(Files.readAllLines(state, StandardCharsets.UTF_8))
                .as("with the same seeds")
                .extracting(line -> Stream.of(line.split("\t")).limit(4).toList())
                .containsExactlyElementsOf(lines.stream()
                        .map(line -> Stream.of(line.split("\t")).limit(4).toList())
                        .toList());
        assertThat(verify("--plan", "full", "--report", report("plan"))).isEqualTo(2);
        assertThat(said()).contains("--resume");
    }

    @Test
    void aPlanIsAsBadAsItsWorstRun() throws IOException {
        wrong = true;
        String[] words = {
            "--workload", "register", "--plan", "full", "--resume", "--driver", "others", "--report", report("bad")
        };
        assertThat(verify(words)).isEqualTo(1);
        assertThat(said()).contains("register: linearizable");
        String[] otherwise = Stream.concat(Stream.of(words), Stream.of("--client", "aws-sdk"))
                .toArray(String[]::new);
        assertThat(verify(otherwise))
                .as("a run by one client says nothing of another")
                .isEqualTo(2);
        assertThat(said()).contains("made otherwise");
        Files.writeString(directory.resolve("bad").resolve(PLAN_STATE), "something else\n");
        assertThat(verify(words)).isEqualTo(2);
    }
}
