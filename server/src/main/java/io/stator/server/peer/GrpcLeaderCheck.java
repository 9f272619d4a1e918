package io.stator.server.peer;

import io.stator.catalog.NodeRecord;
import io.stator.proto.v1.ClusterGrpc;
import io.stator.proto.v1.GetNodeStatusRequest;
import io.stator.server.replica.PreferredLeaders;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that answers, and whose disk has room, can lead. */
public final class GrpcLeaderCheck implements PreferredLeaders.LeaderCheck {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcLeaderCheck.class);

    /** Who does not answer within this time would keep clients waiting, too. */
    private static final long TIMEOUT_MILLIS = 2_000;

    private final PeerChannels channels;

    public GrpcLeaderCheck(PeerChannels channels) {
        this.channels = channels;
    }

    @Override
    public CompletableFuture<Boolean> canLead(NodeRecord node) {
        return PeerCalls.call(
                        channels.to(node.clientAddress()),
                        ClusterGrpc.getGetNodeStatusMethod(),
                        GetNodeStatusRequest.getDefaultInstance(),
                        TIMEOUT_MILLIS)
                .thenApply(status -> !status.getDiskLow())
                .exceptionally(failure -> {
                    LOG.info("node {} does not say how it is: {}", node.id(), String.valueOf(failure));
                    return false;
                });
    }
}
