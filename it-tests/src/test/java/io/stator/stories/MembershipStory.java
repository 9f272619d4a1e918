package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stator.client.StatorClient;
import io.stator.harness.stator.Loader;
import io.stator.proto.v1.NodeInfo;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.server.launch.LaunchException;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.NodePlace;
import io.stator.server.launch.PartitionDigest;
import io.stator.server.launch.ProcessState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nodes come and go under load: a dead one is replaced by a new, empty one; with {@code -Dstator.membership.all=true} one more
 * is added, too, one of the founders is drained and goes, and what has no business in the cluster is refused. Nothing
 * acknowledged is lost, and no write fails beyond its retries.
 */
class MembershipStory {
    private static final String TABLE = "moved";
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int WRITERS = 4;
    private static final int ITEM_BYTES = 500;
    private static final int WRITES = 300;
    private static final int PARTITIONS = 2;
    private static final int REPLICAS = 3;
    private static final boolean ALL = Boolean.getBoolean("stator.membership.all");

    @Test
    void nodesComeAndGoUnderLoad() throws Exception {
        try (ClusterFolder folder =
                ClusterFolder.start(ClusterFolder.spec("membership").withPartitions(PARTITIONS))) {
            LocalCluster cluster = folder.cluster();
            try (StatorClient client = StatorClient.builder()
                    .addresses(List.of(cluster.addresses()))
                    .deadline(DEADLINE)
                    .build()) {
                NewTable.create(client, Loader.schema(TABLE));
                Loader loader = new Loader(client, TABLE, "load", ITEM_BYTES);
                loader.start(WRITERS);
                try {
                    replace(cluster, loader);
                    if (ALL) {
                        addAndRemove(cluster, loader);
                    }
                } catch (RuntimeException | AssertionError e) {
                    SharedCluster.printTails(cluster);
                    throw e;
                } finally {
                    loader.stop();
                }
                assertThat(loader.failures()).as("writes that failed").isZero();
                assertThat(loader.lost(client)).isEmpty();
                System.out.printf("membership: %,d writes acknowledged, none failed%n", loader.acknowledgedCount());
            }
            digestsAgree(cluster);
            if (ALL) {
                strangersAreRefused(cluster);
            }
        }
    }

    private static void replace(LocalCluster cluster, Loader loader) {
        moreWrites(loader);
        assertThatThrownBy(() -> cluster.replace(2, LIMIT))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("node 2 runs");
        String lost = incarnation(cluster, "n2");
        cluster.kill(2);
        moreWrites(loader);
        long began = System.nanoTime();
        cluster.replace(2, LIMIT);
        System.out.printf("membership: node 2 replaced in %d ms%n", (System.nanoTime() - began) / 1_000_000);
        assertThat(incarnation(cluster, "n2")).isNotEqualTo(lost);
        moreWrites(loader);
        assertThatThrownBy(() -> cluster.remove(1, LIMIT))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("Partitions have 3 replicas");
    }

    private static void addAndRemove(LocalCluster cluster, Loader loader) {
        long began = System.nanoTime();
        assertThat(cluster.add(LIMIT)).isEqualTo(4);
        System.out.printf("membership: node 4 added in %d ms%n", (System.nanoTime() - began) / 1_000_000);
        assertThat(held(cluster)).containsOnlyKeys("n1", "n2", "n3", "n4");
        assertThat(held(cluster).values())
                .allSatisfy(replicas ->
                        assertThat(replicas).isBetween(PARTITIONS * REPLICAS / 4, PARTITIONS * REPLICAS / 4 + 1));
        moreWrites(loader);

        began = System.nanoTime();
        cluster.remove(1, LIMIT);
        System.out.printf("membership: node 1 removed in %d ms%n", (System.nanoTime() - began) / 1_000_000);
        assertThat(held(cluster)).containsOnlyKeys("n2", "n3", "n4");
        moreWrites(loader);
    }

    private static void moreWrites(Loader loader) {
        int before = loader.acknowledgedCount();
        await().atMost(LIMIT).until(() -> loader.acknowledgedCount() >= before + WRITES);
    }

    private static void digestsAgree(LocalCluster cluster) {
        List<PartitionDigest> digests = cluster.digests(LIMIT);
        assertThat(digests).hasSize(PARTITIONS).allMatch(PartitionDigest::agree);
        assertThat(digests).allSatisfy(digest -> assertThat(digest.replicas()).hasSize(REPLICAS));
    }

    /** An emptied data directory, and the one that was replaced. */
    private static void strangersAreRefused(LocalCluster cluster) throws IOException {
        Path data = place(cluster, 2).dataDirectory();
        Path own = data.resolveSibling("data.own");
        cluster.stop(2);
        Files.move(data, own);
        isRefused(cluster, "with another data directory");
        Files.move(data, data.resolveSibling("data.empty"));
        Files.move(data.resolveSibling("data.lost-1"), data);
        isRefused(cluster, "has taken the place of the one here");
        Files.move(data, data.resolveSibling("data.lost-1"));
        Files.move(own, data);
        cluster.start();
        // With all moves, a partition has gone from this one and come back: of that its own log of the catalog tells
        // again.
        long removed = removals(cluster, 3);
        cluster.restart(3);
        digestsAgree(cluster);
        assertThat(removals(cluster, 3)).as("replicas that node 3 removed").isEqualTo(removed);
    }

    private static NodePlace place(LocalCluster cluster, int node) {
        return cluster.places().stream()
                .filter(place -> place.number() == node)
                .findFirst()
                .orElseThrow();
    }

    private static long removals(LocalCluster cluster, int node) throws IOException {
        try (Stream<String> lines = Files.lines(place(cluster, node).logFile())) {
            return lines.filter(line -> line.contains("has gone elsewhere")).count();
        }
    }

    private static void isRefused(LocalCluster cluster, String why) {
        cluster.launch(2);
        await().atMost(LIMIT).until(() -> cluster.processState(2) == ProcessState.DOWN);
        assertThat(String.join("\n", cluster.logTail(2, 20))).contains(why);
    }

    private static String incarnation(LocalCluster cluster, String nodeId) {
        return cluster.partitionMap().getNodesList().stream()
                .filter(node -> node.getId().equals(nodeId))
                .map(NodeInfo::getIncarnation)
                .findFirst()
                .orElseThrow();
    }

    /** Replicas by node id. */
    private static Map<String, Integer> held(LocalCluster cluster) {
        PartitionMap map = cluster.partitionMap();
        Map<String, Integer> held = new HashMap<>();
        map.getNodesList().forEach(node -> held.put(node.getId(), 0));
        for (PartitionInfo partition : map.getPartitionsList()) {
            partition.getReplicasList().forEach(node -> held.merge(node, 1, Integer::sum));
        }
        return held;
    }
}
