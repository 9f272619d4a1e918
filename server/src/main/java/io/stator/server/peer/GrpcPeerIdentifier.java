package io.stator.server.peer;

import io.stator.catalog.CatalogCodec;
import io.stator.proto.v1.IdentifyRequest;
import io.stator.proto.v1.PeerGrpc;
import io.stator.server.bootstrap.PeerIdentifier;
import io.stator.server.bootstrap.PeerIdentity;
import java.util.concurrent.CompletableFuture;

/** Asks by {@code Peer.Identify}. */
public final class GrpcPeerIdentifier implements PeerIdentifier {
    /** A node that listens answers at once; one that does not is asked again soon. */
    private static final long TIMEOUT_MILLIS = 2_000;

    private final PeerChannels channels;

    public GrpcPeerIdentifier(PeerChannels channels) {
        this.channels = channels;
    }

    @Override
    public CompletableFuture<PeerIdentity> identify(String clientAddress, Caller caller) {
        IdentifyRequest request = IdentifyRequest.newBuilder()
                .setCaller(CatalogCodec.toProto(caller.node()))
                .setClusterId(caller.clusterId())
                .setCurrent(caller.current())
                .build();
        return PeerCalls.call(channels.to(clientAddress), PeerGrpc.getIdentifyMethod(), request, TIMEOUT_MILLIS)
                .thenApply(answer -> new PeerIdentity(
                        CatalogCodec.fromProto(answer.getNode()),
                        answer.getClusterId(),
                        answer.getMembersList().stream()
                                .map(CatalogCodec::fromProto)
                                .toList()));
    }
}
