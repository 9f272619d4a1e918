package io.stator.server.embedded;

import io.stator.client.StatorClient;
import io.stator.server.StatorNode;
import io.stator.server.bootstrap.DirectoryTree;
import io.stator.server.config.NodeSettings;
import io.stator.server.config.Setting;
import io.stator.server.config.StartupException;
import io.stator.server.launch.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One node inside this process, on free ports of 127.0.0.1, and a client of it. Durable as any other: what was
 * answered is on disk. Thread-safe.
 */
public final class EmbeddedStator implements AutoCloseable {
    private static final int PORT_ATTEMPTS = 5;
    private static final long READY_SECONDS = 60;

    /**
     * A node alone need not wait for others before it leads, so it need not wait long. What tests give their tables is seldom
     * meant.
     */
    private static final Map<String, String> ALONE = Map.of(
            Setting.RAFT_ELECTION_MIN_MILLIS.settingName(), "100",
            Setting.RAFT_ELECTION_MAX_MILLIS.settingName(), "200",
            Setting.RAFT_LEASE_MILLIS.settingName(), "90",
            Setting.THROUGHPUT_LIMITS.settingName(), "ignored",
            Setting.SIZES_PASS_MILLIS.settingName(), "1000",
            Setting.STORAGE_CACHE_BYTES.settingName(), "32MB",
            Setting.STORAGE_WRITEBUFFER_BYTES.settingName(), "32MB");

    private final StatorNode node;
    private final StatorClient client;
    private final @Nullable Path temporaryDirectory;
    private boolean closed;

    private EmbeddedStator(StatorNode node, @Nullable Path temporaryDirectory) {
        this.node = node;
        this.client = StatorClient.connect(node.self().clientAddress());
        this.temporaryDirectory = temporaryDirectory;
    }

    /**
     * Starts a node on this data directory and waits until it serves. Started again, it has what it had.
     *
     * @throws StartupException if it cannot start
     */
    public static EmbeddedStator start(Path directory) {
        return start(directory, Map.of());
    }

    /** @param settings by their names, in the place of the defaults; not the ports */
    public static EmbeddedStator start(Path directory, Map<String, String> settings) {
        return new EmbeddedStator(startNode(directory, settings), null);
    }

    /** In a new directory of the system's temporary ones, which is deleted at close. */
    public static EmbeddedStator startTemporary() {
        Path directory;
        try {
            directory = Files.createTempDirectory("stator-");
        } catch (IOException e) {
            throw new StartupException("cannot make a temporary directory: " + e, e);
        }
        return new EmbeddedStator(startNode(directory, Map.of()), directory);
    }

    private static StatorNode startNode(Path directory, Map<String, String> settings) {
        for (int attempt = 1; ; attempt++) {
            Map<String, String> all = new HashMap<>(ALONE);
            all.putAll(settings);
            all.put(Setting.DATA_DIR.settingName(), directory.toString());
            List<Integer> ports = FreePorts.find(3);
            all.put(Setting.CLIENT_PORT.settingName(), ports.get(0).toString());
            all.put(Setting.RAFT_PORT.settingName(), ports.get(1).toString());
            all.put(Setting.METRICS_PORT.settingName(), ports.get(2).toString());
            StatorNode node;
            try {
                node = StatorNode.start(NodeSettings.of(all));
            } catch (StartupException e) {
                // Between the search and the bind another process may have taken a port.
                if (attempt < PORT_ATTEMPTS
                        && e.getMessage() != null
                        && e.getMessage().startsWith("cannot listen")) {
                    continue;
                }
                throw e;
            }
            awaitReady(node);
            return node;
        }
    }

    private static void awaitReady(StatorNode node) {
        boolean ready = false;
        try {
            node.whenReady().get(READY_SECONDS, TimeUnit.SECONDS);
            ready = true;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StartupException refusal ? refusal : new StartupException("cannot start", e);
        } catch (TimeoutException e) {
            throw new StartupException("not ready after " + READY_SECONDS + " s: " + node.missing(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("interrupted while starting", e);
        } finally {
            if (!ready) {
                node.close();
            }
        }
    }

    /** One client, closed with the node. */
    public StatorClient client() {
        return client;
    }

    /** host:port, for other clients. */
    public String address() {
        return node.self().clientAddress();
    }

    public StatorNode node() {
        return node;
    }

    /** Closes the client and the node, once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        client.close();
        node.close();
        if (temporaryDirectory != null) {
            try {
                DirectoryTree.delete(temporaryDirectory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + temporaryDirectory, e);
            }
        }
    }
}
