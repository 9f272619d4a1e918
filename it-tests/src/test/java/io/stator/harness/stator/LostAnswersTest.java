package io.stator.harness.stator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.conformance.LossyProxy;
import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.history.History;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import io.stator.harness.workload.Crew;
import io.stator.harness.workload.Recorder;
import io.stator.harness.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workloads by the AWS SDK on a Stator of one node whose answers get lost on the way, most of them once, some as often as the
 * SDK sends a call: what it repeats is done once, and what it gives up is told as unknown.
 */
@SuppressWarnings("NullAway.Init")
@Execution(ExecutionMode.CONCURRENT)
class LostAnswersTest {
    private static final int WORKERS = 4;
    private static final int OPERATIONS = 150;
    private static final long REST_NANOS = 1_000_000;
    private static final Duration BETWEEN_LOSSES = Duration.ofMillis(50);

    /** As many as the workers' calls have attempts, all together: then some call gets no answer at all. */
    private static final int STREAK = 3 * WORKERS;

    private static final int STREAK_EVERY = 20;

    /** Whose operations may be refused because of each other. */
    private static final Set<String> OF_TRANSACTIONS = Set.of("append", "mirror", "repeat");

    @TempDir
    static Path directory;

    private static ServedNode node;

    @BeforeAll
    static void start() {
        node = ServedNode.start(directory);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", "counter", "walk", "append", "mirror", "repeat"})
    void whatIsLostIsNeitherDoneTwiceNorTakenForFailed(String name) throws InterruptedException, IOException {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        try (LossyProxy proxy = LossyProxy.before(List.of(node.gateway()))) {
            Workload workload = StatorWorkloads.of(List.of(name), node.clientsAt(proxy.address()))
                    .get(0);
            History history = History.startingNow();
            Crew crew = new Crew(workload, history, seed, REST_NANOS);
            workload.setUp(crew.recorder());
            crew.start(WORKERS);
            try {
                loseAnswers(proxy, history, crew);
            } finally {
                proxy.loseAnswers(0);
                crew.stop();
            }
            assertThat(crew.fault()).as("seed %d", seed).isEmpty();
            Recorder recorder = crew.recorder();
            workload.finalReads().forEach(read -> recorder.perform(workload.system(), read.key(), read.function()));
            List<Operation> operations = history.operations();
            List<Judgement> judgements = workload.judge(operations);
            assertThat(judgements)
                    .as("seed %d: %s", seed, judgements)
                    .isNotEmpty()
                    .extracting(Judgement::result)
                    .containsOnly(Result.VALID);
            assertThat(proxy.attempts())
                    .as("what was sent again")
                    .anyMatch(attempt -> attempt.request().contains("attempt=2"));
            assertThat(operations)
                    .as("nothing is refused, seed %d", seed)
                    .noneMatch(operation -> operation.outcome() instanceof Outcome.Failed
                            && !operation.function().readsOnly()
                            && !OF_TRANSACTIONS.contains(name));
        }
    }

    /** Until enough was done, and a write was given up. */
    private static void loseAnswers(LossyProxy proxy, History history, Crew crew) {
        AtomicInteger losses = new AtomicInteger();
        await().atMost(Duration.ofMinutes(2)).pollInterval(BETWEEN_LOSSES).until(() -> {
            if (proxy.answersToLose() == 0) {
                proxy.loseAnswers(losses.getAndIncrement() % STREAK_EVERY == 0 ? STREAK : 1);
            }
            return crew.fault().isPresent() || (history.size() >= OPERATIONS && anyUnknown(history));
        });
    }

    private static boolean anyUnknown(History history) {
        return history.operations().stream().anyMatch(operation -> operation.outcome() instanceof Outcome.Unknown);
    }
}
