package io.stator.server.soak;

import io.stator.proto.v1.ReplicaStatus;
import io.stator.server.launch.NodePlace;
import io.stator.server.launch.NodeState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks at nodes of this machine: what they serve, their processes, their files. */
final class NodeProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long CATALOG = 0;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /**
     * A node that runs and has answered.
     *
     * @throws IOException if it does not tell all
     */
    NodeSample sample(NodeState node) throws IOException, InterruptedException {
        NodePlace place = node.place();
        MetricsText metrics = metrics(place);
        ProcessMemory memory = ProcessMemory.of(node.pid().orElseThrow());
        DiskUse disk = DiskUse.of(place.dataDirectory());
        Map<Long, Long> logStarts = node.status().orElseThrow().getReplicasList().stream()
                .filter(replica -> replica.getPartitionId() != CATALOG)
                .collect(Collectors.toMap(ReplicaStatus::getPartitionId, ReplicaStatus::getLogStartIndex));
        return new NodeSample(
                place.nodeId(),
                memory.bytes(),
                memory.peakBytes(),
                (long) metrics.sum("jvm_gc_live_data_size_bytes"),
                disk.logBytes(),
                disk.stateBytes(),
                logStarts,
                counters(metrics, logStarts));
    }

    private static NodeCounters counters(MetricsText metrics, Map<Long, Long> logStarts) {
        return new NodeCounters(
                (long) metrics.sum("stator_raft_checkpoints_seconds_count"),
                (long) metrics.sum("stator_store_flushes_total"),
                (long) metrics.sum("stator_store_compactions_total"),
                logStarts.values().stream().mapToLong(Long::longValue).sum());
    }

    private MetricsText metrics(NodePlace place) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(place.metricsUrl()))
                .timeout(TIMEOUT)
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(place.metricsUrl() + " answers with " + answer.statusCode());
        }
        return new MetricsText(answer.body());
    }
}
