package io.stator.client.routing;

import io.grpc.MethodDescriptor;
import java.util.concurrent.CompletableFuture;

/**
 * The node whose process this is: it is asked without a way over the network, as if it had been asked by one.
 * Thread-safe.
 */
public interface LocalNode {
    /** There is none. */
    LocalNode NONE = new LocalNode() {
        @Override
        public boolean isAt(String address) {
            return false;
        }

        @Override
        public <Q, R> CompletableFuture<R> serve(MethodDescriptor<Q, R> method, Q request) {
            throw new IllegalStateException("there is no local node");
        }
    };

    /** Whether it is the node at this address, and serves. */
    boolean isAt(String address);

    /**
     * Serves a request that has a route. Fails with what the node would answer over the network.
     *
     * @param method of the Data service
     */
    <Q, R> CompletableFuture<R> serve(MethodDescriptor<Q, R> method, Q request);
}
