package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.client.StatorClient;
import io.stator.harness.stator.Loader;
import io.stator.harness.stator.PartitionLocator;
import io.stator.model.TableInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.server.launch.LocalCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Writes to a partition go on after its leader was killed, and nothing acknowledged is lost: at every kill. Meanwhile
 * others count, whose answers are lost with the leaders: each addition is answered in the end, and applied once.
 *
 * <p>How long writes rest is printed. The promise is three seconds: {@code -Dstator.gap.max.millis=3000} holds each kill
 * to it, on a machine with nothing else to do. Without it writes must go on within a minute: nodes, clients and judge on
 * two busy cores take as long as they take.
 */
@ExtendWith(SharedCluster.class)
class AvailabilityStory {
    private static final String TABLE = "available";
    private static final Duration GAP_MAX = Duration.ofMillis(Long.getLong("stator.gap.max.millis", 60_000));
    private static final int KILLS = Integer.getInteger("stator.kills", 2);
    private static final int WRITERS = 16;
    private static final int WARM_WRITES = 1_000;
    private static final int WRITES_AFTER = 20;
    private static final int COUNTERS = 4;
    private static final Duration COUNTING_DEADLINE = Duration.ofSeconds(60);

    @Test
    void writesGoOnWhenALeaderIsKilled(LocalCluster cluster) throws InterruptedException {
        List<Duration> gaps = new ArrayList<>();
        try (StatorClient client = StatorClient.connect(cluster.addresses());
                StatorClient patient = StatorClient.builder()
                        .addresses(List.of(cluster.addresses()))
                        .deadline(COUNTING_DEADLINE)
                        .build()) {
            TableInfo table = NewTable.create(client, Loader.schema(TABLE));
            Increments increments = new Increments(patient, TABLE);
            increments.start(COUNTERS);
            for (int kill = 1; kill <= KILLS; kill++) {
                PartitionMap map = cluster.partitionMap();
                long partition =
                        map.getPartitions(kill % map.getPartitionsCount()).getId();
                Duration gap = gapAfterKill(cluster, client, patient, table, partition);
                System.out.printf(
                        "availability: leader of partition %d killed, %d ms between acknowledged writes%n",
                        partition, gap.toMillis());
                gaps.add(gap);
                cluster.start();
            }
            long answered = increments.stop();
            System.out.printf("availability: %,d additions answered%n", answered);
            assertThat(increments.sum()).isEqualTo(answered);
        }
        assertThat(gaps).allSatisfy(gap -> assertThat(gap).isLessThanOrEqualTo(GAP_MAX));
    }

    private static Duration gapAfterKill(
            LocalCluster cluster, StatorClient client, StatorClient patient, TableInfo table, long partition)
            throws InterruptedException {
        PartitionLocator locator = new PartitionLocator(cluster.partitionMap(), table);
        Loader loader = new Loader(client, TABLE, "partition" + partition, 500);
        loader.start(WRITERS);
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> loader.acknowledgedCount() >= WARM_WRITES);
            int leader = cluster.leaderOf(partition);
            long killed = System.nanoTime();
            cluster.kill(leader);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> momentsIn(loader, locator, partition).stream()
                                    .filter(nanos -> nanos - killed > 0)
                                    .count()
                            > WRITES_AFTER);
        } finally {
            loader.stop();
        }
        assertThat(loader.lost(patient)).isEmpty();
        return longestGap(momentsIn(loader, locator, partition));
    }

    private static List<Long> momentsIn(Loader loader, PartitionLocator locator, long partition) {
        return loader.acknowledged().stream()
                .filter(write -> locator.partitionOf(Loader.key(write.id())) == partition)
                .map(Loader.Acknowledged::nanos)
                .toList();
    }

    private static Duration longestGap(List<Long> moments) {
        List<Long> sorted = new ArrayList<>(moments);
        Collections.sort(sorted);
        long longest = 0;
        for (int index = 1; index < sorted.size(); index++) {
            longest = Math.max(longest, sorted.get(index) - sorted.get(index - 1));
        }
        return Duration.ofNanos(longest);
    }
}
