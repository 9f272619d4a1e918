package io.stator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.stator.catalog.NodeRecord;
import io.stator.client.Get;
import io.stator.client.Put;
import io.stator.client.StatorClient;
import io.stator.client.routing.NettyChannelFactory;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.KeyType;
import io.stator.model.StatorException;
import io.stator.model.TableSchema;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.GetPartitionMapRequest;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.config.StartupException;
import io.stator.server.embedded.EmbeddedStator;
import io.stator.server.launch.FreePorts;
import io.stator.server.peer.GrpcLeaderCheck;
import io.stator.server.peer.PeerChannels;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatorNodeTest {
    private static NodeSettings settings(Path directory, Map<String, String> more) {
        List<Integer> ports = FreePorts.find(3);
        Map<String, String> all = new HashMap<>(Map.of(
                "data.dir", directory.toString(),
                "client.port", ports.get(0).toString(),
                "raft.port", ports.get(1).toString(),
                "metrics.port", ports.get(2).toString()));
        all.putAll(more);
        return NodeSettings.of(all);
    }

    @Test
    void aTakenPortIsOneClearLine(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            for (String setting : List.of("client.port", "raft.port", "metrics.port")) {
                NodeSettings settings = settings(directory.resolve(setting), Map.of(setting, port));
                assertThatThrownBy(() -> StatorNode.start(settings))
                        .isInstanceOf(StartupException.class)
                        .hasMessageContaining(port)
                        .hasMessageContaining("(" + setting + ")");
            }
        }
    }

    @Test
    void twoNodesNeverShareADataDirectory(@TempDir Path directory) {
        try (EmbeddedStator first = EmbeddedStator.start(directory)) {
            NodeSettings settings = settings(directory, Map.of());
            assertThatThrownBy(() -> StatorNode.start(settings))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("is in use");
            assertThat(first.client().blocking().listTables()).isEmpty();
        }
    }

    @Test
    void whileTheDiskIsAlmostFullWritesAreRefusedAndReadsGoOn(@TempDir Path directory) {
        TableSchema table = TableSchema.of("Kept", "id", KeyType.STRING);
        Item item = Item.builder().set("id", "a").build();
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            stator.client().blocking().createTable(table);
            stator.client().blocking().put(Put.of("Kept", item));
            assertThat(canLead(stator.node().settings())).isTrue();
        }
        NodeSettings settings =
                settings(directory, Map.of("disk.reserve.bytes", Long.toString(1L << 50), "cluster.members", ""));
        try (StatorNode node = StatorNode.start(settings);
                StatorClient client = StatorClient.builder()
                        .addresses(List.of(settings.self().clientAddress()))
                        .deadline(Duration.ofSeconds(3))
                        .build()) {
            node.whenReady().join();
            assertThat(client.blocking().get(Get.of("Kept", item))).contains(item);
            assertThatThrownBy(() -> client.blocking().put(Put.of("Kept", item)))
                    .isInstanceOfSatisfying(
                            StatorException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING))
                    .hasMessageContaining("is full");
            assertThat(canLead(settings)).isFalse();
        }
        assertThat(canLead(settings)).as("a node that is down").isFalse();
    }

    /** What other nodes find out before they hand over. */
    private static boolean canLead(NodeSettings settings) {
        try (PeerChannels channels = new PeerChannels(new NettyChannelFactory())) {
            String address = settings.self().clientAddress();
            return new GrpcLeaderCheck(channels)
                    .canLead(new NodeRecord("n1", "a", address, address))
                    .join();
        }
    }

    @Test
    void operatorsSeeHealthReadinessAndMetrics(@TempDir Path directory) throws Exception {
        try (EmbeddedStator stator = EmbeddedStator.start(directory)) {
            stator.client().blocking().listTables();
            int port = stator.node().settings().count(Setting.METRICS_PORT);
            assertThat(get(port, "/healthz", "GET").body()).isEqualTo("ok\n");
            assertThat(get(port, "/readyz", "GET").statusCode()).isEqualTo(200);
            assertThat(get(port, "/nothing", "GET").statusCode()).isEqualTo(404);
            assertThat(get(port, "/healthz/more", "GET").statusCode()).isEqualTo(404);
            assertThat(get(port, "/metrics", "POST").statusCode()).isEqualTo(405);
            HttpResponse<String> metrics = get(port, "/metrics", "GET");
            assertThat(metrics.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(metrics.body())
                    .contains("stator_call_seconds_bucket{", "operation=\"list_tables\"", "outcome=\"ok\"")
                    .contains("stator_raft_entry_commands_", "stator_apply_seconds_")
                    .contains("stator_expiry_looked_total{", "stator_expiry_deleted_total{")
                    .contains("stator_store_flushes_total{", "stator_store_compactions_total{")
                    .contains("stator_raft_checkpoints_seconds_count{", "jvm_gc_live_data_size_bytes{")
                    .contains("stator_replica_applied_index{", "partition=\"0\"", "partition=\"1\"")
                    .contains("jvm_memory_used_bytes{", "process_cpu_usage{");
        }
    }

    @Test
    void aCallThatIsRefusedBeforeItBeginsIsCounted(@TempDir Path directory) throws Exception {
        try (EmbeddedStator stator = EmbeddedStator.start(directory, Map.of("connections.max", "1"))) {
            stator.client().blocking().listTables();
            int port = stator.node().settings().count(Setting.METRICS_PORT);
            String counted = "stator_refused_total\\{node=\"[^\"]*\",reason=\"connections\"} ";
            assertThat(get(port, "/metrics", "GET").body()).containsPattern(counted + "0[.]0");
            ManagedChannel second = new NettyChannelFactory().open(stator.address());
            try {
                ClusterGrpc.ClusterBlockingStub cluster = ClusterGrpc.newBlockingStub(second);
                assertThatThrownBy(() -> cluster.getPartitionMap(GetPartitionMapRequest.getDefaultInstance()))
                        .isInstanceOf(StatusRuntimeException.class);
            } finally {
                second.shutdownNow();
            }
            assertThat(get(port, "/metrics", "GET").body()).containsPattern(counted + "1[.]0");
        }
    }

    @Test
    void aNodeThatCannotServeYetIsAliveButNotReady(@TempDir Path directory) throws Exception {
        try (InProcessCluster cluster = new InProcessCluster(directory, 2, Map.of())) {
            cluster.start(0);
            assertThat(get(cluster.metricsPort(0), "/healthz", "GET").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> ready = get(cluster.metricsPort(0), "/readyz", "GET");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("cluster: waiting for its members\n");
        }
    }

    private static HttpResponse<String> get(int port, String path, String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
