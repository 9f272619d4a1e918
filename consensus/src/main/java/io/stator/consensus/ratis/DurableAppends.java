package io.stator.consensus.ratis;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.util.ProtoUtils;

/**
 * Ratis' server as its peers reach it: a follower acknowledges entries once they are in its log and on its disk, and never
 * otherwise (section 5.3 of the Raft paper; a leader commits by counting acknowledgements). Ratis 3.3.0 breaks this in two
 * ways, according to a setting ({@code append-entries.compose.enabled}), whenever a leader sends entries twice, as it does
 * after each lost connection:
 *
 * <ul>
 *   <li>On, which is the default: entries that begin where others begin that are still being written are acknowledged with
 *       those, however many more they are. What was never written counts as replicated, and the leader never sends it again:
 *       the follower gets no further, and what was acknowledged to a client can be lost.
 *   <li>Off, which is what {@link RatisProperties} sets: entries that are already in the log's memory are acknowledged at
 *       once, on disk or not. So they wait here.
 * </ul>
 *
 * <p>Besides, Ratis looks at the term first and appends later, without a lock in between: a vote may come between the two, for
 * another or, when a leader hands over, for itself, and whoever leads then need not have what is acknowledged to the last one; or
 * a checkpoint may, after which the entries do not fit, and a replica whose append ends by an exception never stands for election
 * again. Here a replica does one of these at a time. Thread-safe.
 */
final class DurableAppends {
    private static final long LOOK_MILLIS = 1;
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);

    private final RaftServer server;
    private final long patienceMillis;
    /** As long as Ratis has the replica: one that was removed and added again is another, with another log. */
    private final Map<RaftServer.Division, Follower> followers = Collections.synchronizedMap(new WeakHashMap<>());

    /** One replica's appends, votes and checkpoints take its lock. */
    private static final class Follower {
        static final CompletableFuture<?> NONE = CompletableFuture.completedFuture(null);

        /** Until it is over, the log's mark of what is on disk tells of entries that are no more. */
        CompletableFuture<?> truncation = NONE;
    }

    private DurableAppends(RaftServer server) {
        this.server = server;
        this.patienceMillis =
                RaftServerConfigKeys.Rpc.requestTimeout(server.getProperties()).toLong(TimeUnit.MILLISECONDS);
    }

    /** The server with appends and votes as described; all else as it is. */
    static RaftServer around(RaftServer server) {
        DurableAppends appends = new DurableAppends(server);
        return (RaftServer) Proxy.newProxyInstance(
                RaftServer.class.getClassLoader(),
                new Class<?>[] {RaftServer.class},
                (proxy, method, arguments) -> appends.call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "appendEntriesAsync" -> append((AppendEntriesRequestProto) arguments[0]);
            case "requestVote" -> vote((RequestVoteRequestProto) arguments[0]);
            case "startLeaderElection" -> standForElection((StartLeaderElectionRequestProto) arguments[0]);
            case "installSnapshot" -> install((InstallSnapshotRequestProto) arguments[0]);
            case "appendEntries" -> throw new UnsupportedOperationException("the transport appends asynchronously");
            default -> pass(method, arguments);
        };
    }

    private Object pass(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(server, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** @throws IOException if there is none here */
    private RaftServer.Division division(RaftRpcRequestProto request) throws IOException {
        return server.getDivision(ProtoUtils.toRaftGroupId(request.getRaftGroupId()));
    }

    private Follower follower(RaftServer.Division division) {
        return followers.computeIfAbsent(division, first -> new Follower());
    }

    private RequestVoteReplyProto vote(RequestVoteRequestProto request) throws IOException {
        synchronized (follower(division(request.getServerRequest()))) {
            return server.requestVote(request);
        }
    }

    private StartLeaderElectionReplyProto standForElection(StartLeaderElectionRequestProto request) throws IOException {
        synchronized (follower(division(request.getServerRequest()))) {
            return server.startLeaderElection(request);
        }
    }

    private InstallSnapshotReplyProto install(InstallSnapshotRequestProto request) throws IOException {
        Follower follower = follower(division(request.getServerRequest()));
        synchronized (follower) {
            InstallSnapshotReplyProto reply = server.installSnapshot(request);
            if (request.getSnapshotChunk().getDone() && reply.getResult() == InstallSnapshotResult.SUCCESS) {
                // It empties the log's queue and sets its mark: what was being cut off is never answered.
                follower.truncation = Follower.NONE;
            }
            return reply;
        }
    }

    private CompletableFuture<AppendEntriesReplyProto> append(AppendEntriesRequestProto request) throws IOException {
        if (request.getEntriesCount() == 0) {
            return server.appendEntriesAsync(request);
        }
        RaftServer.Division division = division(request.getServerRequest());
        RaftLog log = division.getRaftLog();
        Follower follower = follower(division);
        CompletableFuture<AppendEntriesReplyProto> reply;
        synchronized (follower) {
            awaitTruncation(follower);
            // Who leads, or is elected just now, appends meanwhile, and may have what conflicts only then.
            boolean truncates = !division.getInfo().isFollower() || conflicts(log, request);
            reply = server.appendEntriesAsync(request);
            if (truncates) {
                follower.truncation = reply;
                awaitTruncation(follower);
            }
        }
        return reply.thenCompose(answer -> onceOnDisk(log, answer));
    }

    private void awaitTruncation(Follower follower) throws IOException {
        try {
            follower.truncation.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the log's end is still being cut off", e);
        } catch (ExecutionException e) {
            // Told to the sender of those entries.
            follower.truncation = Follower.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** Whether the log has another entry in the place of one of these. */
    private static boolean conflicts(RaftLog log, AppendEntriesRequestProto request) {
        long next = log.getNextIndex();
        for (LogEntryProto entry : request.getEntriesList()) {
            if (entry.getIndex() >= next) {
                return false;
            }
            TermIndex here = log.getTermIndex(entry.getIndex());
            if (here != null && here.getTerm() != entry.getTerm()) {
                return true;
            }
        }
        return false;
    }

    private CompletableFuture<AppendEntriesReplyProto> onceOnDisk(RaftLog log, AppendEntriesReplyProto reply) {
        if (reply.getResult() != AppendResult.SUCCESS || log.getFlushIndex() >= reply.getMatchIndex()) {
            return CompletableFuture.completedFuture(reply);
        }
        CompletableFuture<AppendEntriesReplyProto> onDisk = new CompletableFuture<>();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        LATER.execute(() -> look(log, reply, deadline, onDisk));
        return onDisk;
    }

    private static void look(
            RaftLog log,
            AppendEntriesReplyProto reply,
            long deadline,
            CompletableFuture<AppendEntriesReplyProto> onDisk) {
        if (log.getFlushIndex() >= reply.getMatchIndex()) {
            onDisk.complete(reply);
        } else if (System.nanoTime() - deadline > 0) {
            // The leader sends the entries once more.
            onDisk.completeExceptionally(
                    new CompletionException(new IOException("entries are not on disk yet: " + log.getFlushIndex())));
        } else {
            LATER.execute(() -> look(log, reply, deadline, onDisk));
        }
    }
}
