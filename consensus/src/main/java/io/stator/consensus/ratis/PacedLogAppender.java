package io.stator.consensus.ratis;

import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.jspecify.annotations.Nullable;

/**
 * Ratis' sender of log entries, with heartbeats only when they are due. While a follower owes answers to entries, Ratis
 * sends it a heartbeat with each new entry of the log: hundreds in a second, with nothing that bounds them. A follower
 * that has just come up answers them seconds late, each of them counts as a failure, and for each failure the leader
 * pauses: the follower lags, votes for nobody it lags behind, and holds up the election when the leader dies.
 *
 * <p>It also has the leader look whether a new member still answers. Ratis looks when the member answers, or when nothing
 * happens: under load it waits forever for one that is gone, and takes no other change meanwhile.
 */
final class PacedLogAppender extends GrpcLogAppender {
    PacedLogAppender(RaftServer.Division server, LeaderState leaderState, FollowerInfo follower) {
        super(server, leaderState, follower);
    }

    /** @return null for a heartbeat that is not due: Ratis then sends nothing */
    @Override
    public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(long callId, boolean heartbeat)
            throws RaftLogIOException {
        if (getLeaderState().isFollowerBootstrapping(getFollower())) {
            // All this does for a new member is to have the leader look.
            getLeaderState().onFollowerSuccessAppendEntries(getFollower());
        }
        if (heartbeat && getHeartbeatWaitTimeMs() > 0) {
            return null;
        }
        return super.newAppendEntriesRequest(callId, heartbeat);
    }

    /** Ratis' gRPC with this sender. Ratis makes it from the name of the class. */
    static final class Transport implements RpcType {
        @Override
        public String name() {
            return Transport.class.getName();
        }

        @Override
        public RpcFactory newFactory(Parameters parameters) {
            return new GrpcFactory(parameters) {
                @Override
                public LogAppender newLogAppender(
                        RaftServer.Division server, LeaderState leaderState, FollowerInfo follower) {
                    return new PacedLogAppender(server, leaderState, follower);
                }
            };
        }
    }
}
