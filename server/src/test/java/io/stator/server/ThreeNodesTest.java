package io.stator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.stator.client.BlockingStatorClient;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import io.stator.client.routing.ErrorCodec;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.client.routing.TableConversions;
import io.stator.client.routing.WrongRouteException;
import io.stator.model.Item;
import io.stator.model.ItemCodec;
import io.stator.model.KeyType;
import io.stator.model.TableSchema;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DataGrpc;
import io.stator.proto.v1.DeleteRequest;
import io.stator.proto.v1.GetDigestRequest;
import io.stator.proto.v1.GetDigestResponse;
import io.stator.proto.v1.GetNodeStatusRequest;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.proto.v1.GetRequest;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.NodeStatus;
import io.stator.proto.v1.PartitionInfo;
import io.stator.proto.v1.PartitionMap;
import io.stator.proto.v1.PutRequest;
import io.stator.proto.v1.ReplicaStatus;
import io.stator.proto.v1.Route;
import io.stator.proto.v1.ScanRequest;
import io.stator.proto.v1.StartDigestRequest;
import io.stator.proto.v1.TablesGrpc;
import io.stator.server.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreeNodesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TableSchema USERS = TableSchema.of("Users", "id", KeyType.STRING);

    private static Item user(int number) {
        return Item.builder().set("id", "user-" + number).set("number", number).build();
    }

    private static Item key(int number) {
        return Item.builder().set("id", "user-" + number).build();
    }

    private static PartitionMap map(ManagedChannel channel) {
        return ClusterGrpc.newBlockingStub(channel).getPartitionMap(GetPartitionMapRequest.getDefaultInstance());
    }

    @Test
    void aClusterFromItsFoundingToTheLossOfANode(@TempDir Path directory) throws Exception {
        try (InProcessCluster cluster =
                        new InProcessCluster(directory, 3, Map.of("cluster.partitions", "4")).startAll();
                StatorClient client = cluster.client()) {
            BlockingStatorClient db = client.blocking();
            ManagedChannel second = new NettyChannelFactory().open(cluster.address(1));
            try {
                thePreferredLeadersLead(second);
                db.createTable(USERS);
                for (int i = 0; i < 100; i++) {
                    db.put(Put.of("Users", user(i)));
                }
                aNodeSendsOnWhatHasNoRoute(second);
                everyReplicaAnswersEventually(cluster);
                aFollowerSaysWhoLeads(cluster, second);
                everyNodeSaysHowManyWritesThereWere(cluster, 100);
                replicasAgree(cluster, second);

                cluster.stop(0);
                for (int i = 100; i < 150; i++) {
                    db.put(Put.of("Users", user(i)));
                }
                for (int i = 0; i < 150; i++) {
                    assertThat(db.get(Get.of("Users", key(i)))).contains(user(i));
                }
                db.createTable(TableSchema.of("WithoutTheFirst", "id", KeyType.STRING));

                cluster.start(0);
                cluster.awaitReady(0);
                assertThat(db.scanAll(Scan.of("Users").strong())).hasSize(150);
                assertThat(db.listTables()).containsExactly("Users", "WithoutTheFirst");
                thePreferredLeadersLead(second);
                replicasAgree(cluster, second);
            } finally {
                second.shutdownNow();
            }
        }
    }

    private static void thePreferredLeadersLead(ManagedChannel channel) {
        Eventually.await(
                PATIENCE,
                "the preferred leaders to lead",
                () -> map(channel).getPartitionsList().stream()
                        .allMatch(partition -> partition.getLeader().equals(partition.getReplicas(0))));
        assertThat(map(channel).getPartitionsList().stream().map(PartitionInfo::getLeader))
                .hasSize(4)
                .contains("n1", "n2", "n3");
        assertThat(map(channel).getNodesCount()).isEqualTo(3);
    }

    private static void aNodeSendsOnWhatHasNoRoute(ManagedChannel channel) throws Exception {
        DataGrpc.DataBlockingStub data = DataGrpc.newBlockingStub(channel);
        for (int i = 1000; i < 1010; i++) {
            data.put(PutRequest.newBuilder()
                    .setTable("Users")
                    .setItem(ItemCodec.encode(user(i)))
                    .build());
            GetRequest get = GetRequest.newBuilder()
                    .setTable("Users")
                    .setKey(ItemCodec.encode(key(i)))
                    .setConsistent(true)
                    .build();
            assertThat(ItemCodec.decode(data.get(get).getItem())).isEqualTo(user(i));
            data.delete(DeleteRequest.newBuilder()
                    .setTable("Users")
                    .setKey(ItemCodec.encode(key(i)))
                    .build());
        }
    }

    private static void everyReplicaAnswersEventually(InProcessCluster cluster) {
        for (int node = 0; node < 3; node++) {
            ManagedChannel channel = new NettyChannelFactory().open(cluster.address(node));
            try {
                for (PartitionInfo partition : map(channel).getPartitionsList()) {
                    Route route = Route.newBuilder()
                            .setPartitionId(partition.getId())
                            .setEpoch(partition.getEpoch())
                            .build();
                    Eventually.await(
                            PATIENCE,
                            "all items of " + partition.getId(),
                            () -> DataGrpc.newBlockingStub(channel)
                                            .scan(ScanRequest.newBuilder()
                                                    .setTable("Users")
                                                    .setRoute(route)
                                                    .build())
                                            .getItemsCount()
                                    > 0);
                }
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static void everyNodeSaysHowManyWritesThereWere(InProcessCluster cluster, int writes) {
        for (int node = 0; node < 3; node++) {
            withChannel(cluster, node, channel -> {
                Eventually.await(
                        PATIENCE,
                        "the map's write counts",
                        () -> map(channel).getPartitionsList().stream()
                                        .mapToLong(PartitionInfo::getWriteCount)
                                        .sum()
                                >= writes);
                return null;
            });
        }
    }

    private static void aFollowerSaysWhoLeads(InProcessCluster cluster, ManagedChannel any) {
        for (PartitionInfo partition : map(any).getPartitionsList()) {
            Route route = Route.newBuilder()
                    .setPartitionId(partition.getId())
                    .setEpoch(partition.getEpoch())
                    .build();
            // Not the preferred leader, to which the one that leads may just be giving way.
            int follower = IntStream.of(2, 1, 0)
                    .filter(node -> !partition.getLeader().equals("n" + (node + 1))
                            && !partition.getReplicas(0).equals("n" + (node + 1)))
                    .findFirst()
                    .orElseThrow();
            Throwable failure = withChannel(
                    cluster,
                    follower,
                    channel -> catchThrowable(() -> DataGrpc.newBlockingStub(channel)
                            .scan(ScanRequest.newBuilder()
                                    .setTable("Users")
                                    .setConsistent(true)
                                    .setRoute(route)
                                    .build())));
            assertThat(failure).isNotNull();
            assertThat(ErrorCodec.toStatorException(failure))
                    .isInstanceOfSatisfying(WrongRouteException.class, wrong -> {
                        assertThat(wrong.route()).isNotNull();
                        assertThat(wrong.route().getLeader()).isNotEmpty();
                    });
        }
    }

    private static void replicasAgree(InProcessCluster cluster, ManagedChannel any) {
        for (PartitionInfo partition : map(any).getPartitionsList()) {
            long index = startDigest(cluster, partition.getId(), any);
            Set<String> digests = new HashSet<>();
            for (int node = 0; node < 3; node++) {
                digests.add(withChannel(cluster, node, channel -> digest(channel, partition.getId(), index)));
            }
            assertThat(digests).as("partition %s", partition.getId()).hasSize(1);
        }
    }

    /** At whoever leads: a leader may just be giving way to the preferred one. */
    private static long startDigest(InProcessCluster cluster, long partitionId, ManagedChannel any) {
        long[] index = {-1};
        Eventually.await(PATIENCE, "a leader of partition " + partitionId + " that starts a digest", () -> {
            PartitionInfo partition = map(any).getPartitionsList().stream()
                    .filter(one -> one.getId() == partitionId)
                    .findFirst()
                    .orElseThrow();
            if (partition.getLeader().isEmpty()) {
                return false;
            }
            StartDigestRequest request = StartDigestRequest.newBuilder()
                    .setRoute(Route.newBuilder().setPartitionId(partitionId).setEpoch(partition.getEpoch()))
                    .build();
            int leader = Integer.parseInt(partition.getLeader().substring(1)) - 1;
            try {
                index[0] = withChannel(
                        cluster,
                        leader,
                        channel -> ClusterGrpc.newBlockingStub(channel)
                                .startDigest(request)
                                .getLogIndex());
                return true;
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() != Status.Code.ABORTED) {
                    throw e;
                }
                return false;
            }
        });
        return index[0];
    }

    private static String digest(ManagedChannel channel, long partitionId, long index) {
        GetDigestRequest request = GetDigestRequest.newBuilder()
                .setPartitionId(partitionId)
                .setLogIndex(index)
                .build();
        Eventually.await(
                PATIENCE,
                "digest",
                () -> ClusterGrpc.newBlockingStub(channel).getDigest(request).getReady());
        GetDigestResponse digest = ClusterGrpc.newBlockingStub(channel).getDigest(request);
        return digest.getDigest() + " of " + digest.getItems();
    }

    private static <T> T withChannel(InProcessCluster cluster, int node, Function<ManagedChannel, T> work) {
        ManagedChannel channel = new NettyChannelFactory().open(cluster.address(node));
        try {
            return work.apply(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void aTableIsUsableAtEveryNodeWhenItsCreationReturnsAndAnEmptiedNodeIsRefused(@TempDir Path directory)
            throws Exception {
        try (InProcessCluster cluster = new InProcessCluster(directory, 3, Map.of()).startAll()) {
            for (int round = 0; round < 9; round++) {
                String name = "Table-" + round;
                withChannel(
                        cluster,
                        round % 3,
                        channel -> TablesGrpc.newBlockingStub(channel)
                                .createTable(CreateTableRequest.newBuilder()
                                        .setSchema(TableConversions.toProto(TableSchema.of(name, "id", KeyType.STRING)))
                                        .build()));
                for (int node = 0; node < 3; node++) {
                    int number = node;
                    withChannel(cluster, node, channel -> {
                        PutRequest put = PutRequest.newBuilder()
                                .setTable(name)
                                .setItem(ItemCodec.encode(user(number)))
                                .build();
                        assertThat(TablesGrpc.newBlockingStub(channel)
                                        .listTables(ListTablesRequest.getDefaultInstance())
                                        .getNamesList())
                                .contains(name);
                        return DataGrpc.newBlockingStub(channel).put(put);
                    });
                }
            }
            nodesTellTheirState(cluster);
            anEmptiedNodeIsRefused(cluster);
        }
    }

    private static void nodesTellTheirState(InProcessCluster cluster) {
        NodeStatus status = withChannel(
                cluster,
                2,
                channel ->
                        ClusterGrpc.newBlockingStub(channel).getNodeStatus(GetNodeStatusRequest.getDefaultInstance()));
        assertThat(status.getNode().getId()).isEqualTo("n3");
        assertThat(status.getClusterId()).isNotEmpty();
        assertThat(status.getProcessCpuNanos()).isPositive();
        assertThat(status.getReplicasList())
                .extracting(ReplicaStatus::getPartitionId)
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(status.getReplicasList())
                .extracting(ReplicaStatus::getLeader)
                .doesNotContain("");
    }

    private static void anEmptiedNodeIsRefused(InProcessCluster cluster) throws IOException {
        cluster.stop(2);
        delete(cluster.data(2));
        StatorNode emptied = cluster.start(2);
        String fault = "which knows node 'n3' with another data directory";
        assertThatThrownBy(() -> emptied.whenReady().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StartupException.class)
                .hasMessageContaining(fault);
        assertThat(emptied.missing()).singleElement().asString().contains(fault);
    }

    @Test
    void aNodeThatWaitsForOthersIsAliveAndCloses(@TempDir Path directory) {
        try (InProcessCluster cluster = new InProcessCluster(directory, 3, Map.of())) {
            StatorNode alone = cluster.start(0);
            assertThat(alone.missing()).isEqualTo(List.of("cluster: waiting for its members"));
            cluster.stop(0);
            assertThat(alone.whenReady()).isCompletedExceptionally();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
