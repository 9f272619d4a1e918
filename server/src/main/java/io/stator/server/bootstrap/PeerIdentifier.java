package io.stator.server.bootstrap;

import io.stator.catalog.NodeRecord;
import java.util.concurrent.CompletableFuture;

/** Asks another node who it is. Thread-safe. */
@FunctionalInterface
public interface PeerIdentifier {

    /**
     * @param clientAddress host:port of its gRPC services
     * @param caller the node that asks, and the cluster it belongs to
     * @return fails if the node cannot be reached, or cannot tell what is asked for
     */
    CompletableFuture<PeerIdentity> identify(String clientAddress, Caller caller);

    /**
     * @param clusterId empty: not part of one yet
     * @param current whether the members are to be told as they are now, which only the leader of the catalog can; else as
     *     that node knows them, which may be how they were long ago
     */
    record Caller(NodeRecord node, String clusterId, boolean current) {}
}
