package io.stator.server.peer;

import io.stator.catalog.NodeRecord;
import io.stator.proto.v1.PeerGrpc;
import io.stator.proto.v1.ShareTableSizesRequest;
import io.stator.proto.v1.ShareTableSizesResponse;
import java.util.concurrent.CompletableFuture;

/** Asks a node what it has counted. Thread-safe. */
public final class GrpcSizeQuestions {
    /** Then another node is asked. */
    private static final long TIMEOUT_MILLIS = 5_000;

    private final PeerChannels channels;

    public GrpcSizeQuestions(PeerChannels channels) {
        this.channels = channels;
    }

    public CompletableFuture<ShareTableSizesResponse> ask(NodeRecord node, ShareTableSizesRequest question) {
        return PeerCalls.call(
                channels.to(node.clientAddress()), PeerGrpc.getShareTableSizesMethod(), question, TIMEOUT_MILLIS);
    }
}
