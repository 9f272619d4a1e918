package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stator.client.StatorClient;
import io.stator.harness.stator.Loader;
import io.stator.harness.stator.PartitionLocator;
import io.stator.model.TableInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.ReplicaStatus;
import io.stator.server.launch.LaunchException;
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
            TableInfo table = NewTable.create(client, Loader.schema(TABLE));
            PartitionMap map = cluster.partitionMap();
            long partition = map.getPartitions(0).getId();
            PartitionLocator locator = new PartitionLocator(map, table);
            int follower = cluster.leaderOf(partition) % ClusterFolder.NODES + 1;
            long position = replica(cluster, follower, partition).getAppliedIndex();
            cluster.stop(follower);

            Loader loader = new Loader(client, TABLE, "away", ITEM_BYTES)
                    .onlyWhere(id -> locator.partitionOf(Loader.key(id)) == partition);
            loader.start(WRITERS);
            int writesMeanwhile;
            try {
                await().atMost(LIMIT).until(() -> leading(cluster, partition).getLogStartIndex() > position + 1);
                int acknowledgedBefore = loader.acknowledgedCount();
                long reached = leading(cluster, partition).getAppliedIndex();
                cluster.launch(follower);
                await().atMost(LIMIT)
                        .ignoreExceptionsInstanceOf(IllegalStateException.class)
                        .until(() -> hasCaughtUp(replica(cluster, follower, partition), reached));
                writesMeanwhile = loader.acknowledgedCount() - acknowledgedBefore;
            } finally {
                loader.stop();
            }
            cluster.awaitReady(LIMIT);
            ReplicaStatus filled = replica(cluster, follower, partition);
            System.out.printf(
                    "lagging follower: was at %d, log begins at %d, %d snapshots installed, %d writes while it caught up%n",
                    position,
                    leading(cluster, partition).getLogStartIndex(),
                    filled.getSnapshotsInstalled(),
                    writesMeanwhile);
            assertThat(writesMeanwhile).isPositive();
            assertThat(loader.lost(client)).isEmpty();
            List<PartitionDigest> digests = cluster.digests(LIMIT);
            assertThat(digests).hasSize(ClusterFolder.PARTITIONS).allMatch(PartitionDigest::agree);
        }
    }

    private static boolean hasCaughtUp(ReplicaStatus follower, long index) {
        return follower.getSnapshotsInstalled() >= 1 && follower.getAppliedIndex() >= index;
    }

    /** Waits while there is none: with one node down, a leader that is short of CPU for a moment loses the lead. */
    private static ReplicaStatus leading(LocalCluster cluster, long partition) {
        return await().atMost(LIMIT)
                .ignoreExceptionsMatching(e -> e instanceof LaunchException || e instanceof IllegalStateException)
                .until(() -> replica(cluster, cluster.leaderOf(partition), partition), status -> true);
    }

    /** @throws IllegalStateException if the node does not answer, or has no such replica yet */
    private static ReplicaStatus replica(LocalCluster cluster, int node, long partition) {
        NodeState state = cluster.statuses().get(node - 1);
        return state.status().orElseThrow(() -> new IllegalStateException(state.problem())).getReplicasList().stream()
                .filter(replica -> replica.getPartitionId() == partition)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no replica of " + partition + " on node " + node));
    }
}
