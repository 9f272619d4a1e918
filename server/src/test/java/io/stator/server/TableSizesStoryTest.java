package io.stator.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.BlockingStatorClient;
import io.stator.client.Delete;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.model.Item;
import io.stator.model.ItemSize;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import io.stator.model.TableSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every node tells how much is in a table, whoever leads its partitions, and whoever led them when it was counted. */
class TableSizesStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ITEMS = 60;

    private static Item item(int i) {
        return Item.builder().set("id", "item-" + i).set("n", i).build();
    }

    private static TableSize size(int items) {
        long bytes = 0;
        for (int i = 0; i < items; i++) {
            bytes += ItemSize.of(item(i));
        }
        return new TableSize(items, bytes);
    }

    private static void awaitSize(InProcessCluster cluster, List<Integer> nodes, TableSize expected) {
        for (int node : nodes) {
            try (StatorClient client = StatorClient.connect(cluster.address(node))) {
                Eventually.await(
                        PATIENCE,
                        "node " + node + " tells " + expected,
                        () -> client.blocking().tableSize("Shop").equals(Optional.of(expected)));
            }
        }
    }

    @Test
    void nodesComeAndGoAndTheSizeStays(@TempDir Path directory) throws Exception {
        Map<String, String> often = Map.of("sizes.pass.millis", "100", "sizes.time.percent", "50");
        try (InProcessCluster cluster = new InProcessCluster(directory, 3, often).startAll();
                StatorClient open = cluster.client()) {
            BlockingStatorClient client = open.blocking();
            client.createTable(TableSchema.of("Empty", "id", KeyType.STRING));
            client.createTable(TableSchema.of("Shop", "id", KeyType.STRING));
            putAll(client);
            awaitSize(cluster, List.of(0, 1, 2), size(ITEMS));
            assertThat(client.tableSize("Empty")).contains(TableSize.NONE);

            cluster.stop(0);
            client.delete(Delete.of(
                    "Shop", Item.builder().set("id", "item-" + (ITEMS - 1)).build()));
            awaitSize(cluster, List.of(1, 2), size(ITEMS - 1));
            cluster.start(0);
            cluster.awaitReady(0);
            awaitSize(cluster, List.of(0, 1, 2), size(ITEMS - 1));
        }
    }

    @Test
    void whileANodeIsGoneWhatItCountedIsStillTold(@TempDir Path directory) throws Exception {
        try (InProcessCluster cluster =
                        new InProcessCluster(directory, 3, Map.of("sizes.pass.millis", "200")).startAll();
                StatorClient open = cluster.client()) {
            BlockingStatorClient client = open.blocking();
            client.createTable(TableSchema.of("Shop", "id", KeyType.STRING));
            putAll(client);
            awaitSize(cluster, List.of(0, 1, 2), size(ITEMS));
            cluster.stop(1);
            for (int i = 0; i < 20; i++) {
                assertThat(client.tableSize("Shop")).contains(size(ITEMS));
                // The same again, so that there is something to count, where leaders are new.
                client.put(Put.of("Shop", item(i)));
            }
        }
    }

    private static void putAll(BlockingStatorClient client) {
        for (int i = 0; i < ITEMS; i++) {
            client.put(Put.of("Shop", item(i)));
        }
    }
}
