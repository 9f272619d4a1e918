package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.client.StatorClient;
import io.stator.harness.stator.Loader;
import io.stator.server.launch.LocalCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What was acknowledged is there after all processes were killed at once. (A process that is killed
 * leaves what it wrote to the operating system, so this cannot tell a missing fsync; power loss can.)
 */
@ExtendWith(SharedCluster.class)
class DurabilityStory {
    private static final String TABLE = "durable";
    private static final int ROUNDS = 3;
    private static final int WRITES_A_ROUND = 600;
    private static final int WRITERS = 16;

    @Test
    void everyAcknowledgedWriteSurvivesTheKillOfAllNodes(LocalCluster cluster) throws InterruptedException {
        try (StatorClient client = StatorClient.connect(cluster.addresses())) {
            NewTable.create(client, Loader.schema(TABLE));
        }
        List<Loader> loaders = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            Loader loader = loadUntilKilled(cluster, round);
            loaders.add(loader);
            long began = System.nanoTime();
            cluster.start();
            long restartMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            List<String> lost = new ArrayList<>();
            try (StatorClient reader = StatorClient.connect(cluster.addresses())) {
                loaders.forEach(each -> lost.addAll(each.lost(reader)));
            }
            System.out.printf(
                    "durability: round %d, %d acknowledged, %d without an answer, serving again after %d ms, %d lost%n",
                    round, loader.acknowledgedCount(), loader.failures(), restartMillis, lost.size());
            assertThat(lost).isEmpty();
        }
        assertThat(ClusterFolder.temporaryFiles(cluster.spec().directory()))
                .as("what the killed processes left behind in the temporary directory")
                .isEmptyDirectory();
    }

    private static Loader loadUntilKilled(LocalCluster cluster, int round) throws InterruptedException {
        try (StatorClient client = StatorClient.builder()
                .addresses(List.of(cluster.addresses()))
                .deadline(Duration.ofSeconds(2))
                .build()) {
            Loader loader = new Loader(client, TABLE, "round" + round, 500);
            loader.start(WRITERS);
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> loader.acknowledgedCount() >= WRITES_A_ROUND);
                cluster.killAll();
            } finally {
                loader.stop();
            }
            return loader;
        }
    }
}
