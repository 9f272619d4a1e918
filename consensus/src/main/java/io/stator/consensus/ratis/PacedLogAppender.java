package io.stator.consensus.ratis;

import io.stator.consensus.GroupId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.grpc.server.GrpcLogAppender;
import org.apache.ratis.grpc.server.GrpcServices;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.rpc.RpcFactory;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.apache.ratis.util.AwaitForSignal;
import org.apache.ratis.util.TimeDuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ratis' sender of log entries, with heartbeats only when they are due. While a follower owes answers to entries, Ratis
 * sends it a heartbeat with each new entry of the log: hundreds in a second, with nothing that bounds them. A follower
 * that has just come up answers them seconds late, each of them counts as a failure, and for each failure the leader
 * pauses: the follower lags, votes for nobody it lags behind, and holds up the election when the leader dies.
 *
 * <p>And a follower is soon told what is committed. By Ratis alone, it hears of it with the entries or the heartbeat that
 * come next: on a quiet cluster its eventual reads lag behind by a whole heartbeat. Here, a heartbeat is due once nothing
 * was sent for {@value #NEWS_MILLIS} ms: where entries follow each other sooner, there is none more than before.
 *
 * <p>And it sees to it that a new member, which is being filled before it counts, is taken in or given up. Ratis looks
 * whether one still answers when it answers, or when nothing else happens: under load it waits forever for one that is gone,
 * and takes no other change meanwhile. And a sender that fails is made anew for members only; without one, a new member is
 * waited for forever, or even counted in unfilled.
 *
 * <p>And it sends a checkpoint no faster than its host is to send all of them together, and waits for a place among the few that
 * are sent at once ({@link SendingPlan}). While it waits, the follower gets heartbeats. One that answers none waits for no place:
 * it would hold up the others for as long as Ratis takes to notice that nobody receives what is sent.
 *
 * <p>And it misses no entry that comes just when it is about to wait for one ({@link KeptSignal}), is not woken when there is nothing to
 * send, and sends what there is at once.
 *
 * <p>And a follower that lags is sent its entries in pieces. Ratis' hold as much as fits beside the largest entry there may be; each
 * group has one on its way to each follower, all of it outside of the heap.
 */
class PacedLogAppender extends GrpcLogAppender {
    private static final Logger LOG = LoggerFactory.getLogger(PacedLogAppender.class);
    private static final long LOOK_MILLIS = 100;

    /** What a request's entries are gathered up to; one that is larger goes alone. */
    static final int APPEND_BYTES_MAX = 1 << 20;

    /** The log has its entries itself: nobody else is waited for. */
    private static final TimeDuration ENTRY_WAIT = TimeDuration.ONE_SECOND;

    /** A follower that owes no answer hears no later than this that what it has is committed. */
    static final long NEWS_MILLIS = 10;

    private final KeptSignal signal;
    private final PacedChunks.Means sending;
    private final SendingPlaces.Place place;

    /** A checkpoint is to be sent, but not yet. Used by the sender's thread. */
    private boolean waitsToSend;

    /** Set by the sender before it waits: it looks again within {@link #NEWS_MILLIS} in any case, and only entries and heartbeats cannot wait. */
    private volatile boolean looksSoon;

    /** The highest committed index that the follower was told, or that it was to be told. Used by the sender's thread. */
    private long toldIndex;

    PacedLogAppender(
            RaftServer.Division server, LeaderState leaderState, FollowerInfo follower, PacedChunks.Means sending) {
        super(server, leaderState, follower);
        this.signal = new KeptSignal(this);
        this.sending = sending;
        this.place = sending.places().newPlace(signal::signal);
    }

    @Override
    public void notifyLogAppender() {
        if (!looksSoon || shouldSendAppendEntries()) {
            signal.signal();
        }
    }

    @Override
    public AwaitForSignal getEventAwaitForSignal() {
        return signal;
    }

    @Override
    public void run() throws IOException {
        try {
            send();
        } catch (IOException | RuntimeException e) {
            if (isRunning() && isNewMember()) {
                LOG.warn("{}: a new member is filled no further", this, e);
                waitForItsEnd();
            }
            // A member's is made anew; if it is one by now, this one's, too.
            if (!isNewMember()) {
                throw e;
            }
        }
    }

    private void send() throws IOException {
        try {
            super.run();
        } finally {
            place.giveBack();
        }
    }

    /** The leader gives a new member up that has not answered for the staging time-out. */
    private void waitForItsEnd() {
        try {
            while (isRunning() && isNewMember()) {
                haveLeaderLook();
                getEventAwaitForSignal().await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isNewMember() {
        return getServer().getRaftConf().getPeer(getFollowerId()) == null;
    }

    /** All that this does for a new member. */
    private void haveLeaderLook() {
        getLeaderState().onFollowerSuccessAppendEntries(getFollower());
    }

    @Override
    public Iterable<InstallSnapshotRequestProto> newInstallSnapshotRequests(String requestId, SnapshotInfo snapshot) {
        GroupId group = Members.fromRatis(getServer().getMemberId().getGroupId());
        Iterable<InstallSnapshotRequestProto> chunks = super.newInstallSnapshotRequests(requestId, snapshot);
        PacedChunks.Sender sender = new PacedChunks.Sender(place, this::isRunning);
        return () -> new PacedChunks(group, chunks.iterator(), sending, sender);
    }

    /** @return null if none is to be sent now: Ratis then goes on with {@link #newAppendEntriesRequest} */
    @Override
    public @Nullable SnapshotInfo shouldInstallSnapshot() {
        SnapshotInfo checkpoint = super.shouldInstallSnapshot();
        waitsToSend = checkpoint != null && !place.isHeld();
        if (checkpoint == null || !isAnswering()) {
            place.giveBack();
            waitsToSend = checkpoint != null;
        } else if (waitsToSend && place.take()) {
            // It is sent in the next round: its first chunk waits for a turn, too, so there is a heartbeat just before.
            triggerHeartbeat();
        }
        return waitsToSend ? null : checkpoint;
    }

    private boolean isAnswering() {
        return getFollower().getLastRpcResponseTime().elapsedTimeMs()
                < getServer().properties().maxRpcTimeoutMs();
    }

    /** @return null for a heartbeat that is not due, or entries that were purged just now: Ratis then sends nothing */
    @Override
    public @Nullable AppendEntriesRequestProto newAppendEntriesRequest(long callId, boolean heartbeat)
            throws RaftLogIOException {
        if (isNewMember()) {
            haveLeaderLook();
        }
        if (!waitsToSend) {
            // Whatever became of a checkpoint, it is sent no more.
            place.giveBack();
        }
        boolean withoutEntries = heartbeat || waitsToSend;
        if (withoutEntries && getHeartbeatWaitTimeMs() > 0) {
            return null;
        }
        try {
            boolean isHeartbeat = withoutEntries || getHeartbeatWaitTimeMs() <= 0;
            AppendEntriesRequestProto request =
                    isHeartbeat ? super.newAppendEntriesRequest(callId, true) : newRequestOfEntries(callId);
            if (request == null && isNewsDue()) {
                // Once for each: a leader that cannot tell it yet does not try it again and again.
                toldIndex = getRaftLog().getLastCommittedIndex();
                request = super.newAppendEntriesRequest(callId, true);
            }
            if (request != null) {
                toldIndex = Math.max(toldIndex, request.getLeaderCommit());
            }
            return request;
        } catch (RaftLogIOException e) {
            if (getFollower().getNextIndex() >= getRaftLog().getStartIndex()) {
                throw e;
            }
            // A checkpoint is sent next.
            LOG.debug("{}: the entries are purged", this, e);
            return null;
        }
    }

    /** @return null if there are none, or not what comes before them: then a checkpoint is sent */
    private @Nullable AppendEntriesRequestProto newRequestOfEntries(long callId) throws RaftLogIOException {
        long first = getFollower().getNextIndex();
        TermIndex previous = getPrevious(first);
        boolean isBehindCheckpoint = first == getFollower().getSnapshotIndex() + 1;
        if (previous == null && first > RaftLog.LEAST_VALID_LOG_INDEX && !isBehindCheckpoint) {
            return null;
        }
        List<LogEntryProto> entries = new ArrayList<>();
        long bytes = 0;
        for (long index = first; index < getRaftLog().getNextIndex(); index++) {
            RaftLog.EntryWithData entry = getRaftLog().getEntryWithData(index);
            bytes += entry.getSerializedSize();
            if (!entries.isEmpty() && bytes > APPEND_BYTES_MAX) {
                break;
            }
            entries.add(entryOf(entry));
        }
        return entries.isEmpty()
                ? null
                : getLeaderState().newAppendEntriesRequestProto(getFollower(), entries, previous, callId);
    }

    private static LogEntryProto entryOf(RaftLog.EntryWithData entry) throws RaftLogIOException {
        try {
            return entry.getEntry(ENTRY_WAIT);
        } catch (TimeoutException e) {
            throw new RaftLogIOException("the log waited for an entry's data, which is in the entry", e);
        }
    }

    /**
     * While all is sent, and the follower was not told that it is committed, this is looked at again and again: nobody says when
     * it is. Ratis would, with each answer and each commit, several times for an entry: a sender that looks anyway is not woken by those.
     * A follower that is down has entries to come, and is waited for as long as ever. One that is to be sent a checkpoint
     * has, too, and they are not looked at again and again until there is a place.
     */
    @Override
    public long getWaitTimeMs() {
        looksSoon = false;
        if (waitsToSend) {
            boolean goesOn = isAnswering() && place.mayTake();
            return goesOn ? 1 : Math.max(1, getHeartbeatWaitTimeMs());
        }
        long millis = super.getWaitTimeMs();
        boolean hasNews = getRaftLog().getNextIndex() - 1 > toldIndex && !hasAppendEntries();
        if (!hasNews || hasPendingDataRequests() && !isAnswering()) {
            return millis;
        }
        looksSoon = true;
        return Math.min(millis, NEWS_MILLIS);
    }

    private boolean isNewsDue() {
        return getRaftLog().getLastCommittedIndex() > toldIndex
                && !hasPendingDataRequests()
                && getFollower().getLastRpcSendTime().elapsedTimeMs() >= NEWS_MILLIS;
    }

    /** Ratis' gRPC with this sender, and {@link DurableAppends} at the receiver. Ratis makes it from the name of the class. */
    static class Transport implements RpcType {
        private static final String SENDING = "stator.sending";

        /** Of a host's transport, which finds in its parameters by what to send checkpoints. */
        static Parameters parameters(PacedChunks.Means sending) {
            Parameters parameters = new Parameters();
            parameters.put(SENDING, sending, PacedChunks.Means.class);
            return parameters;
        }

        @Override
        public String name() {
            return getClass().getName();
        }

        PacedLogAppender newSender(
                RaftServer.Division server, LeaderState leaderState, FollowerInfo follower, PacedChunks.Means sending) {
            return new PacedLogAppender(server, leaderState, follower, sending);
        }

        @Override
        public RpcFactory newFactory(Parameters parameters) {
            PacedChunks.Means sending =
                    Objects.requireNonNull(parameters.get(SENDING, PacedChunks.Means.class), SENDING);
            return new GrpcFactory(parameters) {
                @Override
                public LogAppender newLogAppender(
                        RaftServer.Division server, LeaderState leaderState, FollowerInfo follower) {
                    return newSender(server, leaderState, follower, sending);
                }

                @Override
                public GrpcServices newRaftServerRpc(RaftServer server) {
                    return super.newRaftServerRpc(DurableAppends.around(server));
                }
            };
        }
    }
}
