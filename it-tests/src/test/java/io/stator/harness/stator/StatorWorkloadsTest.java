package io.stator.harness.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.client.StatorClient;
import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.workload.Crew;
import io.stator.harness.workload.Recorder;
import io.stator.harness.workload.Workload;
import io.stator.server.embedded.EmbeddedStator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workload on a Stator of one node, with nothing broken: all is answered, and all is as promised. */
@SuppressWarnings("NullAway.Init")
@Execution(ExecutionMode.CONCURRENT)
class StatorWorkloadsTest {
    private static final int WORKERS = 4;
    private static final int OPERATIONS = 400;
    private static final long REST_NANOS = 1_000_000;

    private static EmbeddedStator stator;
    private static StatorClient client;

    @BeforeAll
    static void start() {
        stator = EmbeddedStator.startTemporary();
        client = stator.client();
    }

    @AfterAll
    static void stop() {
        stator.close();
    }

    static Stream<String> names() {
        return StatorWorkloads.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingIsWrongWhereNothingIsBroken(String name) throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        Workload workload = StatorWorkloads.of(List.of(name), new StatorClients(client, List.of(client)))
                .get(0);
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
                .noneMatch(outcome -> outcome instanceof Outcome.Failed || outcome instanceof Outcome.Unknown);
        List<Judgement> judgements = workload.judge(operations);
        assertThat(judgements)
                .as("seed %d: %s", seed, judgements)
                .isNotEmpty()
                .extracting(Judgement::result)
                .containsOnly(Result.VALID);
    }
}
