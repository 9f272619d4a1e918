package io.stator.server.peer;

import io.stator.client.routing.WrongRouteException;
import io.stator.consensus.ReplicaStatus;
import io.stator.proto.v1.PeerGrpc;
import io.stator.proto.v1.ShareThroughputRequest;
import io.stator.proto.v1.ShareThroughputResponse;
import io.stator.server.replica.LocalReplicas;
import io.stator.server.replica.Places;
import io.stator.server.throughput.ThroughputBooks;
import java.util.concurrent.CompletableFuture;

/**
 * Has the node that leads the catalog say what each node may take of tables' throughput. Who leads goes by what the replica
 * believes: a round of the log, each second for each node, would cost more than two books for a moment. Thread-safe.
 */
public final class ThroughputSharing {
    private final CatalogLeader leader;
    private final Places places;
    private final LocalReplicas replicas;
    private final ThroughputBooks books;

    /** @param leader with a time limit of its own: the next report is due in a second */
    public ThroughputSharing(CatalogLeader leader, Places places, LocalReplicas replicas, ThroughputBooks books) {
        this.leader = leader;
        this.places = places;
        this.replicas = replicas;
        this.books = books;
    }

    /** Asks whoever leads. */
    public CompletableFuture<ShareThroughputResponse> share(ShareThroughputRequest request) {
        return leader.ask(catalog -> here(request), PeerGrpc.getShareThroughputMethod(), request, true);
    }

    /** This node's own answer: WRONG_ROUTE with a hint if it does not lead. */
    public CompletableFuture<ShareThroughputResponse> here(ShareThroughputRequest request) {
        LocalReplicas.LocalCatalog local = replicas.requireCatalog();
        ReplicaStatus status = local.replica().status();
        if (status.role() != ReplicaStatus.Role.LEADER) {
            throw new WrongRouteException("Another node leads", places.catalogInfo(status.leader()));
        }
        return CompletableFuture.completedFuture(
                books.share(request, local.catalog().view()));
    }
}
