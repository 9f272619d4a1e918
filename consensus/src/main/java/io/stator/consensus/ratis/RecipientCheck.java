package io.stator.consensus.ratis;

import java.util.EnumSet;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.Metadata;
import org.apache.ratis.thirdparty.io.grpc.ServerCall;
import org.apache.ratis.thirdparty.io.grpc.ServerCallHandler;
import org.apache.ratis.thirdparty.io.grpc.ServerInterceptor;
import org.apache.ratis.thirdparty.io.grpc.Status;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyServerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what was sent to another member at this address. Ratis looks at nobody's name: an empty data directory that takes
 * the place of a lost one at the same address would be filled, and would vote, as if it still had what the lost one had
 * acknowledged, and writes that only that one and a dead leader hold would be gone. Stateless.
 */
final class RecipientCheck implements ServerInterceptor {
    private final String memberId;
    private final ByteString self;

    RecipientCheck(String memberId) {
        this.memberId = memberId;
        this.self = ByteString.copyFromUtf8(memberId);
    }

    /** Puts it in front of all that a Raft endpoint serves. */
    GrpcServices.Customizer customizer() {
        return (NettyServerBuilder builder, EnumSet<GrpcServices.Type> types) -> builder.intercept(this);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        return new CheckedListener<>(call, next.startCall(call, headers));
    }

    /** Null: not between members. */
    private static @Nullable RaftRpcRequestProto between(Object message) {
        if (message instanceof AppendEntriesRequestProto append) {
            return append.getServerRequest();
        }
        if (message instanceof RequestVoteRequestProto vote) {
            return vote.getServerRequest();
        }
        if (message instanceof InstallSnapshotRequestProto snapshot) {
            return snapshot.getServerRequest();
        }
        if (message instanceof StartLeaderElectionRequestProto election) {
            return election.getServerRequest();
        }
        return message instanceof ReadIndexRequestProto read ? read.getServerRequest() : null;
    }

    /** Calls come one after the other. */
    private final class CheckedListener<Q, A> extends ServerCall.Listener<Q> {
        private final ServerCall<Q, A> call;
        private final ServerCall.Listener<Q> next;
        private boolean refused;

        CheckedListener(ServerCall<Q, A> call, ServerCall.Listener<Q> next) {
            this.call = call;
            this.next = next;
        }

        @Override
        public void onMessage(Q message) {
            RaftRpcRequestProto request = between(message);
            if (refused) {
                return;
            }
            if (request == null || request.getReplyId().equals(self)) {
                next.onMessage(message);
                return;
            }
            refused = true;
            next.onCancel();
            call.close(
                    Status.UNAVAILABLE.withDescription(
                            "for " + request.getReplyId().toStringUtf8() + ", but here is " + memberId),
                    new Metadata());
        }

        @Override
        public void onHalfClose() {
            if (!refused) {
                next.onHalfClose();
            }
        }

        @Override
        public void onCancel() {
            if (!refused) {
                next.onCancel();
            }
        }

        @Override
        public void onComplete() {
            if (!refused) {
                next.onComplete();
            }
        }

        @Override
        public void onReady() {
            if (!refused) {
                next.onReady();
            }
        }
    }
}
