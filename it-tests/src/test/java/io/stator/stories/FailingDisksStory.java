package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.harness.cluster.NodeSets;
import io.stator.harness.cluster.SmallCluster;
import io.stator.harness.cluster.namespace.NamespaceCluster;
import io.stator.harness.stator.Loader;
import io.stator.model.ErrorCode;
import io.stator.model.StatorException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Disks that fail in each way that they can, under load: a leader's that stands still, all of them full at once, and a
 * leader's that fails. Nothing acknowledged is lost, and no node is started anew but the one whose disk failed. How long
 * writes rest is printed. Needs root and network namespaces, as its nodes have disks of their own.
 */
@Tag("hosts")
class FailingDisksStory {
    private static final String TABLE = "disks";
    private static final int NODES = 3;
    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HASTE = Duration.ofSeconds(3);

    /** Enough that each partition takes part. */
    private static final int WRITES = 300;

    @Test
    void aBrokenDiskIsOneNodesTrouble() throws Exception {
        Optional<String> obstacle = NamespaceCluster.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "no hosts as network namespaces: " + obstacle.orElseThrow());
        try (NamespaceCluster cluster = NamespaceCluster.create(SmallCluster.of("failing-disks", NODES))) {
            cluster.start();
            try (StatorClient client = client(cluster, PATIENCE)) {
                NewTable.create(client, Loader.schema(TABLE));
                writesGoOn("stands still", cluster, client, cluster::stallDisk, cluster::resumeDisk);
                allAreFull(cluster, client);
                writesGoOn("fails", cluster, client, cluster::failDisk, node -> {
                    cluster.kill(Set.of(node));
                    cluster.mendDisk(node);
                    cluster.launch(Set.of(node));
                });
                cluster.awaitServing(PATIENCE);
            }
        }
    }

    private static StatorClient client(NamespaceCluster cluster, Duration deadline) {
        return StatorClient.builder()
                .addresses(cluster.addresses())
                .deadline(deadline)
                .build();
    }

    /** While the disk of the node that leads most is broken: it is mended only when all partitions have taken writes. */
    private static void writesGoOn(
            String how, NamespaceCluster cluster, StatorClient client, IntConsumer harm, IntConsumer mend)
            throws InterruptedException {
        Loader loader = new Loader(client, TABLE, how.replace(' ', '-'), 500);
        loader.start(WRITERS);
        awaitMore(loader);
        int leader = cluster.leaders().get(0);
        long from = System.nanoTime();
        harm.accept(leader);
        awaitMore(loader);
        long broken = System.nanoTime() - from;
        mend.accept(leader);
        awaitMore(loader);
        loader.stop();
        System.out.printf(
                "disks: that of the leader %s for %,d ms: no write for %,d ms at most, %d failed%n",
                how, broken / 1_000_000, longestGapMillis(loader, from), loader.failures());
        assertThat(loader.lost(client)).isEmpty();
    }

    /** Writes are refused as what can be tried again, strong reads go on, and when there is space writes do, too. */
    private static void allAreFull(NamespaceCluster cluster, StatorClient client) throws InterruptedException {
        Loader before = new Loader(client, TABLE, "before", 500);
        before.start(WRITERS);
        awaitMore(before);
        before.stop();
        NodeSets.all(NODES).forEach(cluster::fillDisk);
        try (StatorClient hasty = client(cluster, HASTE)) {
            Loader refused = new Loader(hasty, TABLE, "refused", 500);
            refused.start(WRITERS);
            await().atMost(PATIENCE).until(() -> refused.failures() >= 3 * WRITERS);
            assertThat(before.lost(hasty)).isEmpty();
            refused.stop();
            assertThatThrownBy(() -> hasty.blocking().put(Put.of(TABLE, Loader.key("one-more"))))
                    .isInstanceOfSatisfying(
                            StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING))
                    .hasMessageContaining("is full");
        }
        NodeSets.all(NODES).forEach(cluster::freeDisk);
        long freed = System.nanoTime();
        Loader after = new Loader(client, TABLE, "after", 500);
        after.start(WRITERS);
        awaitMore(after);
        System.out.printf(
                "disks: all were full: reads went on; %d writes %,d ms after they had space again%n",
                WRITES, (System.nanoTime() - freed) / 1_000_000);
        after.stop();
        assertThat(before.lost(client)).isEmpty();
        assertThat(after.lost(client)).isEmpty();
    }

    private static void awaitMore(Loader loader) {
        int enough = loader.acknowledgedCount() + WRITES;
        await().atMost(PATIENCE).until(() -> loader.acknowledgedCount() >= enough);
    }

    /** Between writes acknowledged after a moment. */
    private static long longestGapMillis(Loader loader, long from) {
        long[] moments = LongStream.concat(
                        LongStream.of(from), loader.acknowledged().stream().mapToLong(Loader.Acknowledged::nanos))
                .filter(nanos -> nanos - from >= 0)
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < moments.length; i++) {
            longest = Math.max(longest, moments[i] - moments[i - 1]);
        }
        return longest / 1_000_000;
    }
}
