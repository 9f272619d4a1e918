package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.stator.client.StatorClient;
import io.stator.harness.cluster.NodeSets;
import io.stator.harness.cluster.SmallCluster;
import io.stator.harness.cluster.namespace.NamespaceCluster;
import io.stator.harness.stator.Loader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Disks that fail in each way that they can, under load: one that stands still, one that is full, one that is read-only.
 * Needs root and network namespaces, as its nodes have disks of their own.
 */
@Tag("hosts")
class FailingDisksStory {
    private static final int NODES = 3;
    private static final int WRITERS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Enough that every partition takes part. */
    private static final int WRITES = 300;

    private NamespaceCluster cluster;
    private StatorClient client;

    @Test
    void aLeaderWhoseDiskStandsStillHandsOver() throws Exception {
        Optional<String> obstacle = NamespaceCluster.obstacle();
        assumeTrue(obstacle.isEmpty(), () -> "no hosts as network namespaces: " + obstacle.orElseThrow());
        try (NamespaceCluster started = NamespaceCluster.create(SmallCluster.of("failing-disks", NODES))) {
            cluster = started;
            cluster.start();
            try (StatorClient connected = StatorClient.builder()
                    .addresses(cluster.addresses())
                    .deadline(PATIENCE)
                    .build()) {
                client = connected;
                NewTable.create(client, Loader.schema("disks"));
                stalled();
                System.out.println("DBG leaders " + cluster.leaders());
                fullOne();
                fullAll();
            }
        }
    }

    private void stalled() throws InterruptedException {
        Loader loader = new Loader(client, "disks", "stalled", 500);
        loader.start(WRITERS);
        awaitMore(loader);
        int leader = cluster.leaders().get(0);
        long from = System.nanoTime();
        cluster.stallDisk(leader);
        awaitMore(loader);
        long until = System.nanoTime();
        List<Integer> leaders = cluster.leaders();
        cluster.resumeDisk(leader);
        awaitMore(loader);
        loader.stop();
        System.out.printf(
                "disks: the disk of leader n%d stood still for %.1f s: no write for %.1f s at most; %s led in the end; %d failed%n",
                leader, (until - from) / 1e9, longestGap(loader, from), leaders, loader.failures());
        assertThat(loader.lost(client)).isEmpty();
    }

    private void fullOne() throws InterruptedException {
        Loader loader = new Loader(client, "disks", "full", 500);
        loader.start(WRITERS);
        awaitMore(loader);
        int leader = cluster.leaders().get(0);
        long from = System.nanoTime();
        cluster.fillDisk(leader);
        awaitMore(loader);
        long until = System.nanoTime();
        List<Integer> leaders = cluster.leaders();
        cluster.freeDisk(leader);
        awaitMore(loader);
        loader.stop();
        System.out.printf(
                "disks: the disk of leader n%d was full for %.1f s: no write for %.1f s at most; %s led in the end; %d failed%n",
                leader, (until - from) / 1e9, longestGap(loader, from), leaders, loader.failures());
        assertThat(loader.lost(client)).isEmpty();
    }

    private void fullAll() throws InterruptedException {
        Loader before = new Loader(client, "disks", "before", 500);
        before.start(WRITERS);
        awaitMore(before);
        before.stop();
        NodeSets.all(NODES).forEach(cluster::fillDisk);
        try (StatorClient hasty = StatorClient.builder()
                .addresses(cluster.addresses())
                .deadline(Duration.ofSeconds(3))
                .build()) {
            Loader refused = new Loader(hasty, "disks", "refused", 500);
            refused.start(WRITERS);
            await().atMost(PATIENCE).until(() -> refused.failures() >= 3 * WRITERS);
            System.out.println("DBG refused; acknowledged meanwhile " + refused.acknowledgedCount());
            System.out.println("DBG put says " + put(hasty));
            long lost = -1;
            try {
                lost = before.lost(hasty).size();
            } catch (RuntimeException e) {
                System.out.println("DBG strong reads fail " + e);
            }
            System.out.println("DBG reads go on, lost " + lost);
            refused.stop();
        }
        NodeSets.all(NODES).forEach(cluster::freeDisk);
        long freed = System.nanoTime();
        Loader after = new Loader(client, "disks", "after", 500);
        after.start(WRITERS);
        awaitMore(after);
        System.out.printf(
                "disks: %.1f s after all disks had space writes went on%n", (System.nanoTime() - freed) / 1e9);
        after.stop();
        assertThat(before.lost(client)).isEmpty();
        assertThat(after.lost(client)).isEmpty();
    }

    private static String put(StatorClient hasty) {
        try {
            hasty.blocking()
                    .put(io.stator.client.Put.of(
                            "disks",
                            io.stator.model.Item.builder().set("id", "x").build()));
            return "ok";
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private void awaitMore(Loader loader) {
        int enough = loader.acknowledgedCount() + WRITES;
        await().atMost(PATIENCE).until(() -> loader.acknowledgedCount() >= enough);
    }

    private static double longestGap(Loader loader, long from) {
        List<Long> moments = new ArrayList<>();
        loader.acknowledged().forEach(write -> moments.add(Math.max(write.nanos(), from)));
        Collections.sort(moments);
        long longest = 0;
        for (int i = 1; i < moments.size(); i++) {
            longest = Math.max(longest, moments.get(i) - moments.get(i - 1));
        }
        return longest / 1e9;
    }
}
