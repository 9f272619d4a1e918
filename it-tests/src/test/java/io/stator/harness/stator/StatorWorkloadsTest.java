package io.stator.harness.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.workload.Crew;
import io.stator.harness.workload.Recorder;
import io.stator.harness.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workload by every client on a Stator of one node, with nothing broken: all is answered, and all is as promised. */
@SuppressWarnings("NullAway.Init")
@Execution(ExecutionMode.CONCURRENT)
class StatorWorkloadsTest {
    private static final int WORKERS = 4;
    private static final int OPERATIONS = 400;
    private static final long REST_NANOS = 1_000_000;

    /** Whose operations may be refused because of each other. */
    private static final Set<String> OF_TRANSACTIONS = Set.of("append", "bank", "fork", "mirror", "repeat", "skew");

    @TempDir
    static Path directory;

    /** Of each client one, since the workloads' tables have names of their own. */
    private static final Map<ClientKind, ServedNode> NODES = new EnumMap<>(ClientKind.class);

    @BeforeAll
    static void start() {
        for (ClientKind kind : ClientKind.values()) {
            NODES.put(kind, ServedNode.start(directory.resolve(kind.label())));
        }
    }

    @AfterAll
    static void stop() {
        NODES.values().forEach(ServedNode::close);
    }

    static Stream<Arguments> all() {
        return Stream.of(ClientKind.values())
                .flatMap(kind -> StatorWorkloads.names().stream().map(name -> Arguments.of(kind, name)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothingIsWrongWhereNothingIsBroken(ClientKind kind, String name) throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        Workload workload =
                StatorWorkloads.of(List.of(name), NODES.get(kind).clients(kind)).get(0);
        History history = History.startingNow();
        Crew crew = new Crew(workload, history, seed, REST_NANOS);
        workload.setUp(crew.recorder());
        crew.start(WORKERS);
        try {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> history.size() >= OPERATIONS || crew.fault().isPresent());
        } finally {
            crew.stop();
        }
        assertThat(crew.fault()).as("seed %d", seed).isEmpty();
        Recorder recorder = crew.recorder();
        workload.finalReads().forEach(read -> recorder.perform(workload.system(), read.key(), read.function()));
        List<Operation> operations = history.operations();
        assertThat(operations)
                .as("seed %d", seed)
                .extracting(Operation::outcome)
                .noneMatch(Outcome.Unknown.class::isInstance)
                .filteredOn(Outcome.Failed.class::isInstance)
                .hasSizeLessThan(OF_TRANSACTIONS.contains(name) ? OPERATIONS / 2 : 1);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as("seed %d: %s", seed, judgements)
                .isNotEmpty()
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
    }
}
