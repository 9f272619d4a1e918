package io.stator.client.routing;

import io.grpc.ManagedChannel;

/** Makes the channel to a node. Tests put their own in its place. Thread-safe. */
@FunctionalInterface
public interface ChannelFactory {
    /**
     * Connects lazily and does no I/O yet. Callbacks on the channel never block, so that it may run
     * them on its I/O threads.
     *
     * @param address host:port
     */
    ManagedChannel open(String address);
}
