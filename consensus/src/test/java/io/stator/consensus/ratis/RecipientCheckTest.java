package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.StatusRuntimeException;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What members say to each other reaches the one it is meant for, or none. */
@SuppressWarnings("NullAway.Init")
class RecipientCheckTest {
    @TempDir
    Path directory;

    @Test
    void aVoteIsAskedOfTheOneThatIsMeant() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            Member asked = cluster.members().get(0);
            ManagedChannel channel = NettyChannelBuilder.forTarget(asked.address())
                    .usePlaintext()
                    .build();
            try {
                RaftServerProtocolServiceGrpc.RaftServerProtocolServiceBlockingStub stub =
                        RaftServerProtocolServiceGrpc.newBlockingStub(channel);
                assertThat(stub.requestVote(preVote(group, asked.id()))
                                .getServerReply()
                                .getReplyId()
                                .toStringUtf8())
                        .isEqualTo(asked.id());
                assertThatThrownBy(() -> stub.requestVote(preVote(group, "lost")))
                        .isInstanceOf(StatusRuntimeException.class)
                        .hasMessageContaining("for lost, but here is " + asked.id());
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void entriesForAnotherMemberBreakTheStreamOff() throws Exception {
        try (RatisTestCluster cluster = new RatisTestCluster(3, directory)) {
            GroupId group = cluster.newGroup();
            cluster.write(group, "a");
            Member asked = cluster.members().get(0);
            ManagedChannel channel = NettyChannelBuilder.forTarget(asked.address())
                    .usePlaintext()
                    .build();
            CompletableFuture<Throwable> brokenOff = new CompletableFuture<>();
            try {
                StreamObserver<AppendEntriesRequestProto> entries = RaftServerProtocolServiceGrpc.newStub(channel)
                        .appendEntries(new StreamObserver<AppendEntriesReplyProto>() {
                            @Override
                            public void onNext(AppendEntriesReplyProto reply) {
                                brokenOff.completeExceptionally(new AssertionError("answered: " + reply));
                            }

                            @Override
                            public void onError(Throwable failure) {
                                brokenOff.complete(failure);
                            }

                            @Override
                            public void onCompleted() {
                                brokenOff.completeExceptionally(new AssertionError("completed"));
                            }
                        });
                entries.onNext(AppendEntriesRequestProto.newBuilder()
                        .setServerRequest(request(group, "lost"))
                        .build());
                assertThat(brokenOff.get(60, TimeUnit.SECONDS))
                        .hasMessageContaining("for lost, but here is " + asked.id());
            } finally {
                channel.shutdownNow();
            }
            cluster.write(group, "b");
        }
    }

    private static RequestVoteRequestProto preVote(GroupId group, String recipient) {
        return RequestVoteRequestProto.newBuilder()
                .setServerRequest(request(group, recipient))
                .setCandidateTerm(1)
                .setCandidateLastEntry(TermIndexProto.newBuilder().setTerm(0).setIndex(0))
                .setPreVote(true)
                .build();
    }

    private static RaftRpcRequestProto request(GroupId group, String recipient) {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(ByteString.copyFromUtf8("nobody"))
                .setReplyId(ByteString.copyFromUtf8(recipient))
                .setRaftGroupId(RaftGroupIdProto.newBuilder()
                        .setId(Members.toRatis(group).toByteString()))
                .setCallId(1)
                .build();
    }
}
