package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.client.StatorClient;
import io.stator.harness.stator.Loader;
import io.stator.proto.v1.ReplicaStatus;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.NodeState;
import io.stator.server.launch.PartitionDigest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A follower that was away until the log it needs was purged is filled by a snapshot while writes go
 * on, and ends with the same state.
 */
@ExtendWith(SharedCluster.class)
class LaggingFollowerStory {
    private static final String TABLE = "lagging";
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int ITEM_BYTES = 32_000;
    private static final int WRITERS = 8;

    @Test
    void aFollowerWhoseLogWasPurgedCatchesUpBySnapshot(LocalCluster cluster) throws InterruptedException {
        try (StatorClient client = StatorClient.connect(cluster.addresses())) {
            client.blocking().createTable(Loader.schema(TABLE));
            long partition = cluster.partitionMap().getPartitions(0).getId();
            int leader = cluster.leaderOf(partition);
            int follower = leader % ClusterFolder.NODES + 1;
            long position = replica(cluster, follower, partition).getAppliedIndex();
            cluster.stop(follower);

            Loader loader = new Loader(client, TABLE, "away", ITEM_BYTES);
            loader.start(WRITERS);
            int acknowledgedBefore;
            int acknowledgedAfter;
            try {
                await().atMost(LIMIT)
                        .until(() -> replica(cluster, cluster.leaderOf(partition), partition)
                                        .getLogStartIndex()
                                > position + 1);
                acknowledgedBefore = loader.acknowledgedCount();
                cluster.launch(follower);
                await().atMost(LIMIT).ignoreExceptions().until(() -> {
                    ReplicaStatus lagging = replica(cluster, follower, partition);
                    ReplicaStatus leading = replica(cluster, cluster.leaderOf(partition), partition);
                    return lagging.getSnapshotsInstalled() >= 1
                            && lagging.getAppliedIndex() >= leading.getLogStartIndex();
                });
                acknowledgedAfter = loader.acknowledgedCount();
                await().atMost(LIMIT).until(() -> loader.acknowledgedCount() > acknowledgedAfter);
            } finally {
                loader.stop();
            }
            cluster.awaitReady(LIMIT);
            ReplicaStatus filled = replica(cluster, follower, partition);
            System.out.printf(
                    "lagging follower: was at %d, log begins at %d, %d snapshots installed, %d writes while it caught up%n",
                    position,
                    replica(cluster, cluster.leaderOf(partition), partition).getLogStartIndex(),
                    filled.getSnapshotsInstalled(),
                    acknowledgedAfter - acknowledgedBefore);
            assertThat(loader.lost(client)).isEmpty();
            List<PartitionDigest> digests = cluster.digests(LIMIT);
            assertThat(digests).hasSize(ClusterFolder.PARTITIONS).allMatch(PartitionDigest::agree);
        }
    }

    private static ReplicaStatus replica(LocalCluster cluster, int node, long partition) {
        NodeState state = cluster.statuses().get(node - 1);
        return state.status().orElseThrow(() -> new IllegalStateException(state.problem())).getReplicasList().stream()
                .filter(replica -> replica.getPartitionId() == partition)
                .findFirst()
                .orElseThrow();
    }
}
