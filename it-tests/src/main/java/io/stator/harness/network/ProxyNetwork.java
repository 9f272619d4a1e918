package io.stator.harness.network;

import io.stator.harness.cluster.ClusterException;
import io.stator.harness.cluster.Link;
import io.stator.harness.cluster.LinkQuality;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * TCP between nodes, by proxies: each node reaches each other one at an address where this network
 * listens for it, and so knows the link. Every directed link can be cut, delayed, made lossy and throttled, while
 * connections are open; what a node answers on a connection that another has opened travels on the link back.
 *
 * <p>A cut link is a black hole, as a cable that is unplugged: connections stay open, what is sent is held
 * back until the link is healed and then arrives, and a new connection seems to be made and is never answered. In one
 * thing it differs from a cable: the handshake with the proxy itself always succeeds, since the kernel makes it.
 * A lossy link loses no byte for good, as TCP does not: some wait as long as a retransmission takes.
 *
 * <p>Thread-safe. One thread with one selector does all of it: connections are few, each turn is short, and the
 * state of links needs no locks. Methods that change links return when the change is in force.
 */
public final class ProxyNetwork implements AutoCloseable {
    private static final int SCRATCH_BYTES = 64 << 10;
    private static final int BACKLOG = 128;

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> commands = new ArrayDeque<>();
    private boolean ended;
    private volatile boolean closing;
    private volatile @Nullable Throwable fault;

    private final RandomGenerator random;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private final Map<Link, LinkCondition> links = new HashMap<>();
    private final Set<ProxiedConnection> connections = new HashSet<>();
    private final Set<ProxiedConnection> waiting = new HashSet<>();

    private record Listener(ServerSocketChannel socket, ProxiedConnection.Way way) {}

    private ProxyNetwork(long seed) throws IOException {
        this.random = new SplittableRandom(seed);
        this.selector = Selector.open();
        this.thread = new Thread(this::run, "proxy-network");
        thread.setDaemon(true);
    }

    /** @param seed of jitter and losses */
    public static ProxyNetwork start(long seed) {
        try {
            ProxyNetwork network = new ProxyNetwork(seed);
            network.thread.start();
            return network;
        } catch (IOException e) {
            throw new ClusterException("cannot start the network's proxies", e);
        }
    }

    /**
     * From now on connections to an address are led to a node.
     *
     * @param link from the only node that uses this address, to the one that is meant
     * @return the address, with the port that was chosen if it had none
     */
    public InetSocketAddress listen(Link link, InetSocketAddress at, InetSocketAddress target) {
        return ask(() -> {
            try {
                ServerSocketChannel socket = ServerSocketChannel.open();
                socket.bind(at, BACKLOG);
                socket.configureBlocking(false);
                ProxiedConnection.Way way =
                        new ProxiedConnection.Way(condition(link), condition(link.reverse()), target);
                socket.register(selector, SelectionKey.OP_ACCEPT, new Listener(socket, way));
                return (InetSocketAddress) socket.getLocalAddress();
            } catch (IOException e) {
                throw new ClusterException("cannot listen at " + at + " for " + link, e);
            }
        });
    }

    /** Nothing passes these links any more. */
    public void cut(Collection<Link> cutLinks) {
        change(() -> cutLinks.forEach(link -> condition(link).cut()));
    }

    /** Counts for what is sent from now on; cut links stay cut. */
    public void degrade(Collection<Link> worse, LinkQuality quality) {
        change(() -> worse.forEach(link -> condition(link).degrade(quality)));
    }

    /** Every link is whole, and what was held back or late passes now. */
    public void heal() {
        change(() -> {
            links.values().forEach(LinkCondition::heal);
            long now = System.nanoTime();
            connections.forEach(connection -> connection.hurry(now));
        });
    }

    /** What was taken from a link's sender and has not been given to its receiver. */
    public long heldBytes(Link link) {
        return ask(() -> {
            LinkCondition condition = condition(link);
            return connections.stream()
                    .mapToLong(connection -> connection.heldBytes(condition))
                    .sum();
        });
    }

    /** How many are open, or about to be. */
    public int connections() {
        return ask(connections::size);
    }

    private LinkCondition condition(Link link) {
        return links.computeIfAbsent(link, unknown -> new LinkCondition(random));
    }

    private void change(Runnable change) {
        ask(() -> {
            change.run();
            for (ProxiedConnection connection : Set.copyOf(connections)) {
                proceed(connection);
            }
            return true;
        });
    }

    private <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        synchronized (commands) {
            if (ended) {
                Throwable why = fault;
                throw why == null
                        ? new ClusterException("the network is closed")
                        : new ClusterException("the network has failed", why);
            }
            commands.add(() -> answer(question, answer));
        }
        selector.wakeup();
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ClusterException refused
                    ? refused
                    : new ClusterException("the network has failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        }
    }

    private static <T> void answer(Supplier<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.get());
        } catch (RuntimeException refused) {
            answer.completeExceptionally(refused);
        }
    }

    private void run() {
        try {
            while (!closing) {
                select();
                runCommands();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.attachment() instanceof Listener listener) {
                        accept(listener);
                    } else if (key.attachment() instanceof ProxiedConnection connection) {
                        connection.ready(key, scratch.clear(), System.nanoTime());
                        settle(connection);
                    }
                }
                selector.selectedKeys().clear();
                proceedInTime();
            }
        } catch (IOException | RuntimeException e) {
            fault = e;
        } finally {
            end();
        }
    }

    private void select() throws IOException {
        long now = System.nanoTime();
        long wait = Pipe.NEVER;
        for (ProxiedConnection connection : waiting) {
            wait = Math.min(wait, connection.waitNanos(now));
        }
        if (wait == Pipe.NEVER) {
            selector.select();
        } else if (wait == 0) {
            selector.selectNow();
        } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(wait) + 1);
        }
    }

    private void runCommands() {
        Queue<Runnable> now;
        synchronized (commands) {
            now = new ArrayDeque<>(commands);
            commands.clear();
        }
        now.forEach(Runnable::run);
    }

    private void accept(Listener listener) throws IOException {
        SocketChannel accepted = listener.socket().accept();
        if (accepted != null) {
            ProxiedConnection connection = new ProxiedConnection(accepted, listener.way(), selector);
            connections.add(connection);
            proceed(connection);
        }
    }

    private void proceedInTime() {
        long now = System.nanoTime();
        for (ProxiedConnection connection : Set.copyOf(waiting)) {
            if (connection.waitNanos(now) == 0) {
                proceed(connection);
            }
        }
    }

    private void proceed(ProxiedConnection connection) {
        try {
            connection.proceed(System.nanoTime());
        } catch (IOException e) {
            throw new ClusterException("a proxy's socket cannot be closed", e);
        }
        settle(connection);
    }

    private void settle(ProxiedConnection connection) {
        if (connection.isClosed()) {
            connections.remove(connection);
            waiting.remove(connection);
        } else if (connection.waitNanos(System.nanoTime()) == Pipe.NEVER) {
            waiting.remove(connection);
        } else {
            waiting.add(connection);
        }
    }

    private void end() {
        try {
            for (ProxiedConnection connection : connections) {
                connection.reset();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            fault = e;
        }
        synchronized (commands) {
            ended = true;
        }
        runCommands();
    }

    /** Resets every connection. Returns when the thread has ended; whoever waits for an answer is told. */
    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        }
    }
}
