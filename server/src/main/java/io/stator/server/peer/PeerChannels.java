package io.stator.server.peer;

import io.grpc.ManagedChannel;
import io.stator.client.routing.ChannelFactory;
import java.util.HashMap;
import java.util.Map;

/** One connection to each other node, made when it is first needed. Thread-safe. */
public final class PeerChannels implements AutoCloseable {
    private final ChannelFactory factory;
    private final Map<String, ManagedChannel> channels = new HashMap<>();
    private boolean closed;

    public PeerChannels(ChannelFactory factory) {
        this.factory = factory;
    }

    /**
     * @param address host:port
     * @throws IllegalStateException after close
     */
    public synchronized ManagedChannel to(String address) {
        if (closed) {
            throw new IllegalStateException("the node is closed");
        }
        return channels.computeIfAbsent(address, factory::open);
    }

    /** Calls under way fail. */
    @Override
    public synchronized void close() {
        closed = true;
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}
