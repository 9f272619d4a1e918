package io.stator.consensus.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stator.consensus.Await;
import io.stator.consensus.GroupId;
import io.stator.consensus.JournalStore;
import io.stator.consensus.Member;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.SnapshotChunkProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.proto.RaftProtos.StateMachineLogEntryProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.proto.grpc.RaftServerProtocolServiceGrpc;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.io.grpc.ManagedChannel;
import org.apache.ratis.thirdparty.io.grpc.netty.NettyChannelBuilder;
import org.apache.ratis.thirdparty.io.grpc.stub.StreamObserver;
import org.apache.ratis.util.CodeInjectionForTesting;
import org.apache.ratis.util.TimeDuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway.Init")
class DurableAppendsTest {
    /** Ratis' name for the place where a log's writer begins. */
    private static final String WRITER_BEGINS = "SegmentedRaftLogWorker.runWorker";

    private static final String LEADER = "leader";
    private static final String FOLLOWER = "follower";
    private static final GroupId GROUP = new GroupId(UUID.nameUUIDFromBytes(new byte[] {1}));
    private static final long TERM = 1;
    private static final int ROUNDS = 50;

    /** It is to follow throughout: what comes to a candidate waits for the disk. */
    private static final int ELECTION_MILLIS = 60_000;

    @TempDir
    Path directory;

    @Test
    void aFollowerHasWhatItAcknowledges() throws Exception {
        Member follower = member(FOLLOWER);
        try (RatisHost host = started(follower);
                Stream stream = new Stream(follower)) {
            long next = 0;
            for (int round = 0; round < ROUNDS; round++) {
                stream.send(append(TERM, next, next + 3));
                // Once more from where the leader knows the follower to be, as after a lost connection.
                stream.send(append(TERM, next, next + 7));
                stream.reply();
                AppendEntriesReplyProto reply = stream.reply();
                assertThat(reply.getResult()).isEqualTo(AppendResult.SUCCESS);
                next = reply.getMatchIndex() + 1;
                stream.send(append(TERM, next, next - 1));
                assertThat(stream.reply().getResult())
                        .as("round %d: entry %d, which was acknowledged, is there", round, next - 1)
                        .isEqualTo(AppendResult.SUCCESS);
            }
            assertThat(next).isEqualTo(ROUNDS * 8L);
            assertThat(host.groups()).contains(GROUP);
        }
    }

    @Test
    void entriesThatAreNotOnDiskYetAreNotAcknowledgedWhenTheyComeAgain() throws Exception {
        // Unlike any in other tests, which go on in this process meanwhile.
        Member follower = member("held-follower");
        CountDownLatch release = new CountDownLatch(1);
        CodeInjectionForTesting.put(WRITER_BEGINS, (local, remote, args) -> {
            if (local != null && local.toString().equals(follower.id())) {
                Await.until("the log to be written", () -> release.getCount() == 0);
            }
            return true;
        });
        try (RatisHost host = started(follower);
                Stream before = new Stream(follower);
                Stream after = new Stream(follower)) {
            before.send(append(follower.id(), TERM, 0, 3));
            // It is known to be in the log's memory once a heartbeat that rests on it is taken.
            awaitInMemory(before, follower.id(), 3);
            after.send(append(follower.id(), TERM, 0, 3));
            for (int beat = 0; beat < ROUNDS; beat++) {
                after.send(append(follower.id(), TERM, 4, 3));
                assertThat(after.reply().getIsHearbeat()).isTrue();
            }
            release.countDown();
            assertThat(before.reply().getMatchIndex()).isEqualTo(3);
            assertThat(after.reply().getMatchIndex()).isEqualTo(3);
            assertThat(host.groups()).contains(GROUP);
        } finally {
            release.countDown();
            CodeInjectionForTesting.remove(WRITER_BEGINS);
        }
    }

    /** What must not come between a look at the term and an append. */
    private enum Other {
        VOTE {
            @Override
            void askOf(RaftServer server) throws IOException {
                server.requestVote(RequestVoteRequestProto.newBuilder()
                        .setServerRequest(request(FOLLOWER))
                        .build());
            }
        },
        STAND_FOR_ELECTION {
            @Override
            void askOf(RaftServer server) throws IOException {
                server.startLeaderElection(StartLeaderElectionRequestProto.newBuilder()
                        .setServerRequest(request(FOLLOWER))
                        .build());
            }
        },
        INSTALL_A_CHECKPOINT {
            @Override
            void askOf(RaftServer server) throws IOException {
                server.installSnapshot(lastChunk());
            }
        };

        abstract void askOf(RaftServer server) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void nothingElseIsDoneInTheMidstOfAnAppend(Other other) throws Exception {
        FakeServer fake = new FakeServer();
        RaftServer server = DurableAppends.around(fake.server());
        CountDownLatch done = new CountDownLatch(1);
        Thread asking = new Thread(() -> {
            try {
                other.askOf(server);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            done.countDown();
        });
        fake.onAppend = () -> {
            asking.start();
            Await.until(
                    "it to be held or through",
                    () -> asking.getState() == Thread.State.BLOCKED || done.getCount() == 0);
            assertThat(done.getCount())
                    .as("%s in the midst of an append", other)
                    .isEqualTo(1);
        };
        fake.flushed.set(0);
        assertThat(server.appendEntriesAsync(append(TERM, 0, 0)).get(60, TimeUnit.SECONDS))
                .isSameAs(fake.reply.get());
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void untilTheLogsEndIsCutOffNothingElseIsAcknowledged() throws Exception {
        FakeServer fake = new FakeServer();
        RaftServer server = DurableAppends.around(fake.server());
        // Two entries of an earlier term, on disk: the mark of what is on disk stays until they are cut off.
        fake.terms = List.of(TERM, TERM);
        fake.flushed.set(1);
        CompletableFuture<AppendEntriesReplyProto> cutOff = new CompletableFuture<>();
        fake.reply = cutOff;
        fake.onAppend = () -> fake.terms = List.of(TERM, TERM + 1);
        CompletableFuture<Boolean> sender = CompletableFuture.supplyAsync(() -> acknowledged(server));
        Await.until("the first append", () -> fake.appends.get() == 1);
        CompletableFuture<AppendEntriesReplyProto> again =
                CompletableFuture.completedFuture(success(append(TERM + 1, 1, 1)));
        fake.reply = again;
        fake.onAppend = () -> {};
        Thread[] second = new Thread[1];
        CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();
        second[0] = new Thread(() -> acknowledged.complete(acknowledged(server)));
        second[0].start();
        Await.until(
                "the second to be held or through",
                () -> second[0].getState() == Thread.State.BLOCKED || acknowledged.isDone());
        assertThat(acknowledged).as("while the end is being cut off").isNotDone();
        cutOff.complete(success(append(TERM + 1, 1, 1)));
        assertThat(sender.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged.get(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Such a one is never answered: a checkpoint empties the log's queue, and a log that is closed writes no more. */
    @Test
    void aTruncationThatNeverEndsHoldsUpNeitherWhatFollowsACheckpointNorAnotherLog() throws Exception {
        FakeServer fake = new FakeServer();
        RaftServerConfigKeys.Rpc.setRequestTimeout(fake.properties, TimeDuration.valueOf(50, TimeUnit.MILLISECONDS));
        RaftServer server = DurableAppends.around(fake.server());
        fake.terms = List.of(TERM, TERM);
        fake.flushed.set(1);
        for (boolean checkpoint : new boolean[] {true, false}) {
            fake.reply = new CompletableFuture<>();
            // A leader of an earlier term may append what conflicts after it was looked at: it counts as truncated,
            // too.
            fake.follows = checkpoint;
            assertThatThrownBy(() -> server.appendEntriesAsync(append(TERM + 1, checkpoint ? 1 : 2, 2)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut off");
            fake.follows = true;
            fake.reply = CompletableFuture.completedFuture(success(append(TERM + 1, 1, 1)));
            assertThatThrownBy(() -> server.appendEntriesAsync(append(TERM + 1, 1, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut off");
            if (checkpoint) {
                server.installSnapshot(lastChunk());
            } else {
                fake.division = fake.newDivision();
            }
            fake.terms = List.of(TERM, TERM);
            assertThat(server.appendEntriesAsync(append(TERM, 1, 1)).get(60, TimeUnit.SECONDS))
                    .isSameAs(fake.reply.get());
        }
    }

    @Test
    void whatDoesNotGetToTheDiskIsNeverAcknowledged() throws Exception {
        FakeServer fake = new FakeServer();
        RaftServerConfigKeys.Rpc.setRequestTimeout(fake.properties, TimeDuration.valueOf(50, TimeUnit.MILLISECONDS));
        RaftServer server = DurableAppends.around(fake.server());
        CompletableFuture<AppendEntriesReplyProto> reply = server.appendEntriesAsync(append(TERM, 0, 0));
        assertThatThrownBy(() -> reply.get(60, TimeUnit.SECONDS))
                .rootCause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not on disk");
    }

    private static InstallSnapshotRequestProto lastChunk() {
        return InstallSnapshotRequestProto.newBuilder()
                .setServerRequest(request(FOLLOWER))
                .setSnapshotChunk(SnapshotChunkProto.newBuilder().setDone(true))
                .build();
    }

    private static boolean acknowledged(RaftServer server) {
        try {
            return server.appendEntriesAsync(append(TERM + 1, 1, 1)).join().getResult() == AppendResult.SUCCESS;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a fake follower answers. */
    private static AppendEntriesReplyProto success(AppendEntriesRequestProto request) {
        return AppendEntriesReplyProto.newBuilder()
                .setResult(AppendResult.SUCCESS)
                .setMatchIndex(request.getEntries(request.getEntriesCount() - 1).getIndex())
                .build();
    }

    /** A server of which only the log's marks and the answers are there. */
    private static final class FakeServer {
        final RaftProperties properties = new RaftProperties();

        FakeServer() {
            RaftServerConfigKeys.Rpc.setRequestTimeout(properties, TimeDuration.valueOf(60, TimeUnit.SECONDS));
        }

        final AtomicLong flushed = new AtomicLong(-1);
        final AtomicLong appends = new AtomicLong();
        volatile List<Long> terms = List.of();
        volatile Runnable onAppend = () -> {};
        volatile boolean follows = true;
        volatile RaftServer.Division division = newDivision();
        volatile CompletableFuture<AppendEntriesReplyProto> reply =
                CompletableFuture.completedFuture(success(append(TERM, 0, 0)));

        RaftServer server() {
            return fake(RaftServer.class, (method, args) -> switch (method) {
                case "getProperties" -> properties;
                case "getDivision" -> division;
                case "startLeaderElection" -> StartLeaderElectionReplyProto.getDefaultInstance();
                case "installSnapshot" ->
                    InstallSnapshotReplyProto.newBuilder()
                            .setResult(InstallSnapshotResult.SUCCESS)
                            .build();
                case "requestVote" -> RequestVoteReplyProto.getDefaultInstance();
                case "appendEntriesAsync" -> {
                    CompletableFuture<AppendEntriesReplyProto> answer = reply;
                    onAppend.run();
                    appends.incrementAndGet();
                    yield answer;
                }
                default -> throw new UnsupportedOperationException(method);
            });
        }

        private RaftServer.Division newDivision() {
            RaftLog log = newLog();
            return fake(RaftServer.Division.class, (method, args) -> switch (method) {
                case "getInfo" -> fake(DivisionInfo.class, (asked, none) -> follows);
                case "getRaftLog" -> log;
                default -> throw new UnsupportedOperationException(method);
            });
        }

        private RaftLog newLog() {
            return fake(RaftLog.class, (method, args) -> switch (method) {
                case "getNextIndex" -> (long) terms.size();
                case "getFlushIndex" -> flushed.get();
                case "getTermIndex" -> TermIndex.valueOf(terms.get(Math.toIntExact((long) args[0])), (long) args[0]);
                default -> throw new UnsupportedOperationException(method);
            });
        }

        private interface Answer {
            Object to(String method, Object[] arguments);
        }

        private static <T> T fake(Class<T> type, Answer answer) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        default -> answer.to(method.getName(), arguments);
                    }));
        }
    }

    private Member member(String id) throws IOException {
        return new Member(id, RatisTestCluster.freeMembers(1).get(0).address());
    }

    /** A replica whose only peer is this test. */
    private RatisHost started(Member follower) throws IOException {
        int port =
                Integer.parseInt(follower.address().substring(follower.address().indexOf(':') + 1));
        RatisHost host = new RatisHost(
                RatisSettings.of(directory, follower.id(), "127.0.0.1", port)
                        .withElection(ELECTION_MILLIS, 2 * ELECTION_MILLIS, RatisTestCluster.LEASE_MILLIS)
                        .withEngineProperty(RaftServerConfigKeys.Rpc.REQUEST_TIMEOUT_KEY, "60s"),
                new JournalStore());
        host.start();
        host.add(GROUP, List.of(follower, new Member(LEADER, "127.0.0.1:1")));
        return host;
    }

    private static void awaitInMemory(Stream stream, String follower, long index) {
        Await.until("the entries to be in memory", () -> {
            stream.send(append(follower, TERM, index + 1, index));
            return stream.reply().getResult() == AppendResult.SUCCESS;
        });
    }

    private static AppendEntriesRequestProto append(long term, long first, long last) {
        return append(FOLLOWER, term, first, last);
    }

    /** Entries of one term that follow others of {@link #TERM}; a heartbeat if there are none. */
    private static AppendEntriesRequestProto append(String follower, long term, long first, long last) {
        AppendEntriesRequestProto.Builder append = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(request(follower))
                .setLeaderTerm(term)
                .setLeaderCommit(-1)
                .addAllEntries(LongStream.rangeClosed(first, last)
                        .mapToObj(index -> entry(term, index))
                        .toList());
        if (first > 0) {
            append.setPreviousLog(TermIndexProto.newBuilder().setTerm(TERM).setIndex(first - 1));
        }
        return append.build();
    }

    private static LogEntryProto entry(long term, long index) {
        return LogEntryProto.newBuilder()
                .setTerm(term)
                .setIndex(index)
                .setStateMachineLogEntry(StateMachineLogEntryProto.newBuilder()
                        .setLogData(ByteString.copyFromUtf8("never applied"))
                        .setType(StateMachineLogEntryProto.Type.WRITE))
                .build();
    }

    private static RaftRpcRequestProto request(String recipient) {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(ByteString.copyFromUtf8(LEADER))
                .setReplyId(ByteString.copyFromUtf8(recipient))
                .setRaftGroupId(RaftGroupIdProto.newBuilder()
                        .setId(Members.toRatis(GROUP).toByteString()))
                .setCallId(1)
                .build();
    }

    /** A leader's stream of entries to a follower. */
    private static final class Stream implements AutoCloseable, StreamObserver<AppendEntriesReplyProto> {
        private final ManagedChannel channel;
        private final StreamObserver<AppendEntriesRequestProto> requests;
        private final BlockingQueue<CompletableFuture<AppendEntriesReplyProto>> replies = new LinkedBlockingQueue<>();

        Stream(Member follower) {
            channel = NettyChannelBuilder.forTarget(follower.address())
                    .usePlaintext()
                    .build();
            requests = RaftServerProtocolServiceGrpc.newStub(channel).appendEntries(this);
        }

        void send(AppendEntriesRequestProto request) {
            requests.onNext(request);
        }

        AppendEntriesReplyProto reply() {
            try {
                CompletableFuture<AppendEntriesReplyProto> reply = replies.poll(60, TimeUnit.SECONDS);
                assertThat(reply).as("a reply").isNotNull();
                return reply.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void onNext(AppendEntriesReplyProto reply) {
            replies.add(CompletableFuture.completedFuture(reply));
        }

        @Override
        public void onError(Throwable failure) {
            replies.add(CompletableFuture.failedFuture(failure));
        }

        @Override
        public void onCompleted() {
            replies.add(CompletableFuture.failedFuture(new AssertionError("completed")));
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
