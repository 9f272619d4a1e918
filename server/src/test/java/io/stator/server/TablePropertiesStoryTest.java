package io.stator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.TableRequests;
import io.stator.model.BillingMode;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.OnDemandThroughput;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableClass;
import io.stator.model.TableDefinition;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.Tag;
import io.stator.model.Throughput;
import io.stator.model.TimeToLiveChange;
import io.stator.model.TimeToLiveStatus;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TableStatus;
import io.stator.proto.v1.TablesGrpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties of tables from the client to the catalog and the partitions, on whichever node they are asked for. */
class TablePropertiesStoryTest {
    /** Searches for expired items. */
    private static final Map<String, String> OFTEN = Map.of("expiry.pass.millis", "100");

    private static final TableSchema SCHEMA = TableSchema.of("Shop", "id", KeyType.STRING);

    @Test
    void aTableHasWhatItWasGivenAndChanges(@TempDir Path directory) throws Exception {
        try (InProcessCluster cluster = new InProcessCluster(directory, 3, OFTEN).startAll()) {
            BlockingStatorClient[] clients = new BlockingStatorClient[3];
            List<StatorClient> open = new java.util.ArrayList<>();
            for (int i = 0; i < 3; i++) {
                open.add(StatorClient.connect(cluster.address(i)));
                clients[i] = open.get(i).blocking();
            }
            try {
                TableProperties created = clients[0]
                        .createTable(TableDefinition.of(SCHEMA)
                                .provisioned(5, 6)
                                .ofClass(TableClass.STANDARD_INFREQUENT_ACCESS)
                                .protectedFromDeletion()
                                .tagged(List.of(new Tag("a", "1"))))
                        .properties();
                assertThat(UUID.fromString(created.uuid()).version()).isEqualTo(4);
                assertThat(clients[1].describeTable("Shop").properties()).isEqualTo(created);

                clients[1].tagTable("Shop", List.of(new Tag("b", "2")));
                clients[2].untagTable("Shop", List.of("a"));
                clients[0].updateTable(TableChange.of("Shop").provisioned(5, 7));
                clients[1].updateTimeToLive(new TimeToLiveChange("Shop", "expires", true));
                awaitEnabled(cluster);
                clients[2].put(Put.of("Shop", Item.builder().set("id", "x").build()));
                itemsExpire(clients[0]);

                TableProperties changed = clients[2].describeTable("Shop").properties();
                assertThat(changed.tags()).containsExactly(Map.entry("b", "2"));
                assertThat(changed.billing().mode()).isEqualTo(BillingMode.PROVISIONED);
                assertThat(changed.billing().throughput()).isEqualTo(new Throughput(5, 7));
                assertThat(changed.billing().history().increasedAtMillis()).isPositive();
                assertThat(changed.timeToLive().status()).isEqualTo(TimeToLiveStatus.ENABLED);
                assertThat(changed.uuid()).isEqualTo(created.uuid());

                refused(ErrorCode.VALIDATION, () -> clients[2].deleteTable("Shop"));
                clients[2].updateTable(TableChange.of("Shop").deletionProtected(false));
                OnDemandThroughput maxima = new OnDemandThroughput(100L, 200L);
                clients[0].updateTable(TableChange.of("Shop").onDemand().limitedTo(maxima));
                clients[1].updateTable(TableChange.of("Shop").limitedTo(new OnDemandThroughput(-1L, null)));
                assertThat(clients[2]
                                .describeTable("Shop")
                                .properties()
                                .billing()
                                .maxima())
                        .isEqualTo(new OnDemandThroughput(null, 200L));
                clients[1].deleteTable("Shop");
                refused(
                        ErrorCode.RESOURCE_NOT_FOUND,
                        () -> clients[0].updateTable(TableChange.of("Shop").onDemand()));
            } finally {
                open.forEach(StatorClient::close);
            }
            whoDoesNotWaitIsToldAtOnce(cluster);
        }
    }

    /** In every partition, whoever leads it. */
    private static void itemsExpire(BlockingStatorClient client) {
        long now = System.currentTimeMillis() / 1000;
        for (int i = 0; i < 20; i++) {
            client.put(Put.of("Shop", id("gone-" + i).set("expires", now - 1).build()));
            client.put(Put.of("Shop", id("kept-" + i).set("expires", now + 3600).build()));
        }
        for (int i = 0; i < 20; i++) {
            Get gone = Get.of("Shop", id("gone-" + i).build());
            Eventually.await(
                    Duration.ofSeconds(30),
                    "an expired item is gone",
                    () -> client.get(gone).isEmpty());
            assertThat(client.get(Get.of("Shop", id("kept-" + i).build()))).isPresent();
        }
    }

    private static Item.Builder id(String id) {
        return Item.builder().set("id", id);
    }

    private static void awaitEnabled(InProcessCluster cluster) throws Exception {
        CompletableFuture<Void> enabled = new CompletableFuture<>();
        cluster.node(0).replicas().requireCatalog().catalog().onChange(view -> {
            var table = view.tables().get("Shop");
            if (table != null && table.properties().timeToLive().status() == TimeToLiveStatus.ENABLED) {
                enabled.complete(null);
            }
        });
        enabled.get(30, TimeUnit.SECONDS);
    }

    private static void whoDoesNotWaitIsToldAtOnce(InProcessCluster cluster) {
        for (int node = 0; node < 3; node++) {
            ManagedChannel channel = new NettyChannelFactory().open(cluster.address(node));
            try {
                TablesGrpc.TablesBlockingStub tables = TablesGrpc.newBlockingStub(channel);
                String name = "AtOnce-" + node;
                TableDefinition definition = TableDefinition.of(TableSchema.of(name, "id", KeyType.STRING));
                Table created = tables.createTable(TableRequests.toProto(definition, true));
                assertThat(created.getStatus()).isEqualTo(TableStatus.TABLE_STATUS_CREATING);
                // The same name, waited for: refused, since it is there.
                refused(ErrorCode.RESOURCE_IN_USE, () -> {
                    try (StatorClient client = cluster.client()) {
                        client.blocking().createTable(definition);
                    }
                });
                TablesStates.await(tables, name, TableStatus.TABLE_STATUS_ACTIVE);
                Table deleted = tables.deleteTable(DeleteTableRequest.newBuilder()
                        .setName(name)
                        .setAtOnce(true)
                        .build());
                assertThat(deleted.getStatus()).isEqualTo(TableStatus.TABLE_STATUS_DELETING);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatorException.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    /** Polls, as a waiter of an SDK does. */
    private static final class TablesStates {
        static void await(TablesGrpc.TablesBlockingStub tables, String name, TableStatus status) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            var request = io.stator.proto.v1.DescribeTableRequest.newBuilder()
                    .setName(name)
                    .build();
            while (tables.describeTable(request).getStatus() != status) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        }
    }
}
