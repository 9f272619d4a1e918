package io.stator.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import io.stator.proto.v1.ReplicaStatus;
import io.stator.server.launch.LocalCluster;
import io.stator.server.launch.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand tables cost no Raft group, and each is usable everywhere when the call returns. */
@ExtendWith(SharedCluster.class)
class ManyTablesStory {
    private static final int TABLES = 1_000;
    private static final int AT_ONCE = 16;

    @Test
    void aThousandTablesAreUsableAtOnceAndMakeNoGroup(LocalCluster cluster)
            throws InterruptedException, ExecutionException {
        Map<String, List<Long>> groups = groups(cluster);
        ExecutorService creators = Executors.newFixedThreadPool(AT_ONCE);
        long began = System.nanoTime();
        try (StatorClient one = StatorClient.connect(cluster.addresses()[0]);
                StatorClient another = StatorClient.connect(cluster.addresses()[1])) {
            List<Future<?>> created = new ArrayList<>();
            for (int number = 0; number < TABLES; number++) {
                String table = "many-" + number;
                created.add(creators.submit(() -> createAndUse(one, another, table)));
            }
            for (Future<?> each : created) {
                each.get();
            }
            System.out.printf(
                    "many tables: %d created and used in %d ms, groups %s%n",
                    TABLES, Duration.ofNanos(System.nanoTime() - began).toMillis(), groups(cluster));
            assertThat(another.blocking().listTables().stream().filter(name -> name.startsWith("many-")))
                    .hasSize(TABLES);
        } finally {
            creators.shutdownNow();
        }
        assertThat(groups(cluster)).isEqualTo(groups);
        assertThat(groups.values()).allMatch(ids -> ids.size() == ClusterFolder.PARTITIONS + 1);
    }

    private static void createAndUse(StatorClient one, StatorClient another, String table) {
        NewTable.create(one, TableSchema.of(table, "id", KeyType.STRING));
        for (int number = 0; number < ClusterFolder.PARTITIONS; number++) {
            Item item = Item.builder()
                    .set("id", "item-" + number)
                    .set("table", table)
                    .build();
            another.blocking().put(Put.of(table, item));
            Item key = Item.builder().set("id", "item-" + number).build();
            assertThat(another.blocking().get(Get.of(table, key))).contains(item);
        }
    }

    private static Map<String, List<Long>> groups(LocalCluster cluster) {
        Map<String, List<Long>> groups = new TreeMap<>();
        for (NodeState state : cluster.statuses()) {
            groups.put(
                    state.place().nodeId(),
                    state.status().orElseThrow(() -> new AssertionError(state.problem())).getReplicasList().stream()
                            .map(ReplicaStatus::getPartitionId)
                            .sorted()
                            .toList());
        }
        return groups;
    }
}
