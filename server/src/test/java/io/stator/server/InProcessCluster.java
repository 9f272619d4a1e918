package io.stator.server;

import io.stator.client.StatorClient;
import io.stator.server.config.NodeSettings;
import io.stator.server.launch.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Nodes of one cluster in this process, on free ports. Not thread-safe. */
public final class InProcessCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final List<Integer> ports;
    private final Map<String, String> settings;
    private final List<@Nullable StatorNode> nodes = new ArrayList<>();

    /** Starts none yet. @param settings of each, by name */
    public InProcessCluster(Path directory, int nodes, Map<String, String> settings) {
        this.directory = directory;
        this.ports = FreePorts.find(3 * nodes);
        this.settings = Map.copyOf(settings);
        for (int i = 0; i < nodes; i++) {
            this.nodes.add(null);
        }
    }

    /** @param index from 0 */
    public NodeSettings settings(int index) {
        Map<String, String> all = new HashMap<>(Map.of(
                "raft.election.min.millis", "300",
                "raft.election.max.millis", "600",
                "raft.lease.millis", "200",
                "raft.preferred.leader.millis", "1000",
                "storage.cache.bytes", "16MB",
                "storage.writebuffer.bytes", "16MB",
                "shutdown.millis", "500"));
        all.putAll(settings);
        all.put("node.id", "n" + (index + 1));
        all.put("data.dir", data(index).toString());
        all.put("client.port", ports.get(3 * index).toString());
        all.put("raft.port", ports.get(3 * index + 1).toString());
        all.put("metrics.port", ports.get(3 * index + 2).toString());
        all.put("cluster.members", members());
        return NodeSettings.of(all);
    }

    private String members() {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            members.add("n" + (i + 1) + "=127.0.0.1:" + ports.get(3 * i) + ":" + ports.get(3 * i + 1));
        }
        return String.join(",", members);
    }

    public Path data(int index) {
        return directory.resolve("n" + (index + 1));
    }

    public int metricsPort(int index) {
        return ports.get(3 * index + 2);
    }

    public String address(int index) {
        return "127.0.0.1:" + ports.get(3 * index);
    }

    /** Returns when the node listens. */
    public StatorNode start(int index) {
        return start(index, NodeParts.production());
    }

    public StatorNode start(int index, NodeParts parts) {
        StatorNode node = StatorNode.start(settings(index), parts);
        nodes.set(index, node);
        return node;
    }

    /** Returns when all are ready. */
    public InProcessCluster startAll() throws Exception {
        for (int i = 0; i < nodes.size(); i++) {
            start(i);
        }
        for (int i = 0; i < nodes.size(); i++) {
            awaitReady(i);
        }
        return this;
    }

    public void awaitReady(int index) throws Exception {
        node(index).whenReady().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    public StatorNode node(int index) {
        StatorNode node = nodes.get(index);
        if (node == null) {
            throw new IllegalStateException("node " + index + " does not run");
        }
        return node;
    }

    public void stop(int index) {
        node(index).close();
        nodes.set(index, null);
    }

    /** A client that knows all addresses. */
    public StatorClient client() {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            addresses.add(address(i));
        }
        return StatorClient.builder()
                .addresses(addresses)
                .deadline(Duration.ofSeconds(20))
                .build();
    }

    @Override
    public void close() {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) != null) {
                stop(i);
            }
        }
    }
}
