package io.stator.server.bootstrap;

import io.stator.catalog.NodeRecord;
import java.util.concurrent.CompletableFuture;

/** Asks a node of a cluster that stands to make another one part of it. Thread-safe. */
@FunctionalInterface
public interface PeerAdmission {

    /**
     * Repeating it changes nothing.
     *
     * @param clientAddress host:port of the gRPC services of the node that is asked: the one that leads the catalog can do it
     * @param replace takes the place of the node of the same id
     * @return the cluster, with its nodes, the new one among them; fails with a {@link io.stator.model.StatorException}
     */
    CompletableFuture<PeerIdentity> admit(String clientAddress, NodeRecord node, boolean replace);
}
