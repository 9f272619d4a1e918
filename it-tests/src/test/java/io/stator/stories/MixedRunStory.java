package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.harness.checker.Judgement.Result;
import io.stator.harness.cluster.process.ProcessCluster;
import io.stator.harness.report.ReportFolder;
import io.stator.harness.run.Run;
import io.stator.harness.run.RunClock;
import io.stator.harness.run.RunPlan;
import io.stator.harness.run.RunResult;
import io.stator.harness.stator.ClientKind;
import io.stator.harness.stator.StatorTestBed;
import io.stator.harness.stator.StatorWorkloads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Every workload at the same time, while nodes are killed, stand still and do not hear each other, for a minute. */
class MixedRunStory {
    private static final Duration DURATION = Duration.ofSeconds(15);
    private static final List<String> FAULTS = List.of("kill", "pause", "partition");

    @Test
    void allIsAsPromisedUnderAMixtureOfFaults() throws InterruptedException, IOException {
        long seed = ThreadLocalRandom.current().nextInt(1_000_000);
        RunPlan plan = RunPlan.of(StatorWorkloads.names(), FAULTS, DURATION, seed);
        ProcessCluster cluster = ProcessCluster.create(
                ProcessCluster.spec(ClusterFolder.emptied("mixed-run"), ClusterFolder.NODES)
                        .withPartitions(ClusterFolder.PARTITIONS),
                seed);
        RunResult result;
        try (StatorTestBed bed = new StatorTestBed(cluster, ClientKind.STATOR)) {
            cluster.start();
            result = new Run(plan, bed, RunClock.startingNow(), (atNanos, what) -> {}).perform();
        }
        Path page = ReportFolder.write(Path.of("target", "reports", "mixed-run"), result.record());
        System.out.printf(
                "mixed run: %s, seed %d, %d operations, %d faults, report in %s%n",
                result.verdict(),
                seed,
                result.record().operations(),
                result.record().faults().size(),
                page);
        result.record()
                .judgements()
                .forEach(judgement -> System.out.printf(
                        "  %s: %s, %s%n", judgement.subject(), judgement.result(), judgement.summary()));
        assertThat(result.verdict()).as("seed %d, %s", seed, page).isEqualTo(Result.VALID);
    }
}
