package io.stator.client.routing;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The channels to each node that is spoken to, and what is known of the nodes' health. Frames have a channel of their own,
 * so that no large answer is in their way. Thread-safe.
 */
final class NodeConnections {
    /** For so long a node that failed is asked after the others. */
    static final long SUSPICION_NANOS = 1_000_000_000;

    /** A channel that waits before it connects again is hurried at most this often. */
    private static final long RECONNECT_NANOS = 50_000_000;

    /** How a node last behaved. Ascending: the better ones are asked first. */
    enum Health {
        GOOD,
        /** Connections to it break or are refused: asking it costs little. */
        UNREACHABLE,
        /** It is connected and does not answer: asking it costs a time-out. */
        STALLED
    }

    private static final class Node {
        private final ManagedChannel channel;
        private final ManagedChannel framesChannel;
        private final AtomicReference<@Nullable FrameStream> frames = new AtomicReference<>();
        private volatile Health health = Health.GOOD;
        private volatile long suspectedAtNanos;
        private volatile long hurriedAtNanos = System.nanoTime() - RECONNECT_NANOS;

        Node(ManagedChannel channel, ManagedChannel framesChannel) {
            this.channel = channel;
            this.framesChannel = framesChannel;
        }

        void shutdown() {
            channel.shutdown();
            framesChannel.shutdown();
            FrameStream stream = frames.get();
            if (stream != null) {
                stream.halfClose();
            }
        }

        void shutdownNow() {
            channel.shutdownNow();
            framesChannel.shutdownNow();
        }
    }

    private final ChannelFactory factory;
    private final Set<String> seeds;
    private final ExecutorService senders = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "stator-client-sender");
        thread.setDaemon(true);
        return thread;
    });
    private final ConcurrentHashMap<String, Node> nodes = new ConcurrentHashMap<>();
    private boolean closed;

    NodeConnections(ChannelFactory factory, List<String> seeds) {
        this.factory = factory;
        this.seeds = Set.copyOf(seeds);
    }

    /** After {@link #close} the channel is shut down, and what is sent on it fails at once. */
    ManagedChannel channel(String address) {
        Node node = node(address);
        hurry(node, node.channel);
        return node.channel;
    }

    /** The stream that is open, or a new one. After {@link #close} what is sent on it fails at once. */
    FrameStream frames(String address) {
        Node node = node(address);
        FrameStream stream = node.frames.get();
        while (stream == null || stream.isClosed()) {
            hurry(node, node.framesChannel);
            FrameStream opened = FrameStream.open(node.framesChannel, senders);
            if (node.frames.compareAndSet(stream, opened)) {
                return opened;
            }
            opened.cancel();
            stream = node.frames.get();
        }
        return stream;
    }

    private static void hurry(Node node, ManagedChannel channel) {
        long now = System.nanoTime();
        if (node.health == Health.UNREACHABLE
                && now - node.hurriedAtNanos >= RECONNECT_NANOS
                && channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            // Else gRPC waits for up to two minutes before it notices that the node is back.
            node.hurriedAtNanos = now;
            channel.resetConnectBackoff();
        }
    }

    Health health(String address) {
        Node node = nodes.get(address);
        return node == null || System.nanoTime() - node.suspectedAtNanos >= SUSPICION_NANOS ? Health.GOOD : node.health;
    }

    void answered(String address) {
        Node node = nodes.get(address);
        if (node != null && node.health != Health.GOOD) {
            node.health = Health.GOOD;
        }
    }

    void suspect(String address, Health health) {
        Node node = nodes.get(address);
        if (node != null) {
            node.suspectedAtNanos = System.nanoTime();
            node.health = health;
        }
    }

    /** Lets go of nodes that have left the cluster; their calls under way end in peace. */
    void retain(Collection<String> addresses) {
        Set<String> wanted = new HashSet<>(addresses);
        nodes.forEach((address, node) -> {
            if (!wanted.contains(address) && !seeds.contains(address) && nodes.remove(address, node)) {
                node.shutdown();
            }
        });
    }

    synchronized void close() {
        closed = true;
        nodes.values().forEach(Node::shutdownNow);
        senders.shutdown();
    }

    private Node node(String address) {
        Node known = nodes.get(address);
        return known != null ? known : open(address);
    }

    private synchronized Node open(String address) {
        Node node = nodes.computeIfAbsent(address, absent -> new Node(factory.open(absent), factory.open(absent)));
        if (closed) {
            node.shutdownNow();
        }
        return node;
    }
}
