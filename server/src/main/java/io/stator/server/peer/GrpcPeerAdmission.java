package io.stator.server.peer;

import io.stator.catalog.CatalogCodec;
import io.stator.catalog.NodeRecord;
import io.stator.proto.v1.AdmitNodeRequest;
import io.stator.proto.v1.PeerGrpc;
import io.stator.server.bootstrap.PeerAdmission;
import io.stator.server.bootstrap.PeerIdentity;
import java.util.concurrent.CompletableFuture;

/** Asks by {@code Peer.AdmitNode}. */
public final class GrpcPeerAdmission implements PeerAdmission {
    /** It is one entry of the catalog's log; a node that cannot do it says so at once. */
    private static final long TIMEOUT_MILLIS = 5_000;

    private final PeerChannels channels;

    public GrpcPeerAdmission(PeerChannels channels) {
        this.channels = channels;
    }

    @Override
    public CompletableFuture<PeerIdentity> admit(String clientAddress, NodeRecord node, boolean replace) {
        AdmitNodeRequest request = AdmitNodeRequest.newBuilder()
                .setNode(CatalogCodec.toProto(node))
                .setReplace(replace)
                .build();
        return PeerCalls.call(channels.to(clientAddress), PeerGrpc.getAdmitNodeMethod(), request, TIMEOUT_MILLIS)
                .thenApply(answer -> new PeerIdentity(
                        node,
                        answer.getClusterId(),
                        answer.getMembersList().stream()
                                .map(CatalogCodec::fromProto)
                                .toList()));
    }
}
