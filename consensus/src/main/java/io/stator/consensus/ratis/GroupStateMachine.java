package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import io.stator.consensus.LogPosition;
import io.stator.consensus.Member;
import io.stator.consensus.StateMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.segmented.LogSegmentPath;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between Ratis' apply thread and one state machine: entries come in order, each once. Ratis starts
 * behind the last checkpoint, so it brings entries that the state holds already; they are passed over.
 * Whatever goes wrong while an entry is applied stops the replica: one that went on would differ from
 * the others.
 */
final class GroupStateMachine extends BaseStateMachine {
    private static final Logger LOG = LoggerFactory.getLogger(GroupStateMachine.class);

    /** Told what happens to the replica; from Ratis' threads and sometimes under its locks: must not block. */
    interface Events {
        void opened(RaftServer.Division division);

        void leaderChanged(String leader, boolean self);

        /** This replica leads, and everything before its term is applied. */
        void leaderReady();

        void deposed();

        /** The replica must be closed. @param closing whether Ratis does that by itself */
        void fault(Throwable cause, boolean closing);

        void closed();

        /** @param term of the entry; whether it is this replica's, and now its lease, is to be judged there */
        void ownEntryApplied(PendingEntry entry, long term, int leaseMillis);

        void logGrew(int bytes);
    }

    private final GroupId group;
    private final HostContext host;
    private final Events events;
    private final Lease lease;
    private final @Nullable List<Member> firstMembers;
    private final Checkpoints checkpoints;
    private final TermHistory terms = new TermHistory();
    /** Checkpoints share it; restoring and closing exclude them. */
    private final ReadWriteLock stateLock = new ReentrantReadWriteLock();

    private volatile @Nullable StateMachine<?> machine;
    private volatile @Nullable MembersFile members;
    private volatile boolean failed;
    private volatile long snapshotsInstalled;
    /** Only on the apply thread, after the start. */
    private long machineIndex = -1;
    /** Only on the apply thread. */
    private final KeptLog keptLog;

    /** @param firstMembers of a group that is new here; null if it comes up from disk */
    GroupStateMachine(
            GroupId group, HostContext host, Events events, Lease lease, @Nullable List<Member> firstMembers) {
        this.group = group;
        this.host = host;
        this.events = events;
        this.lease = lease;
        this.firstMembers = firstMembers;
        this.checkpoints = new Checkpoints(host.ports().clock(), host.settings().checkpointsKept());
        this.keptLog = new KeptLog(host.settings().preserveEntries(), CheckpointSchedule.logBytesMax(host.settings()));
    }

    /** An entry on its way into the log of this very process. */
    record EntryMessage(PendingEntry entry, org.apache.ratis.thirdparty.com.google.protobuf.ByteString content)
            implements Message {
        @Override
        public org.apache.ratis.thirdparty.com.google.protobuf.ByteString getContent() {
            return content;
        }

        @Override
        public String toString() {
            return "entry of " + content.size() + " bytes";
        }
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage storage) throws IOException {
        super.initialize(server, groupId, storage);
        getLifeCycle().startAndTransition(() -> open(storage), IOException.class, RuntimeException.class);
        events.opened(server.getDivision(groupId));
    }

    private void open(RaftStorage storage) throws IOException {
        checkpoints.open(storage.getStorageDir());
        Path directory = storage.getStorageDir().getRoot().toPath();
        VoteFile.install(storage);
        if (firstMembers != null) {
            MembersFile.writeFirst(directory, firstMembers);
        }
        members = MembersFile.open(directory);
        StateMachine<?> opened = host.factory().open(group);
        machine = opened;
        Checkpoints.Checkpoint newest = checkpoints.getLatestSnapshot();
        if (newest != null) {
            if (opened.appliedIndex() < newest.getIndex()) {
                opened.restore(newest.directory());
            }
            continueAfter(newest.getTermIndex());
        }
        machineIndex = opened.appliedIndex();
        boolean neverWritten = newest == null
                && machineIndex < 0
                && LogSegmentPath.getLogSegmentPaths(storage).isEmpty();
        if (!neverWritten) {
            lease.pastUnseen(host.ports().clock().nanos());
        }
    }

    private void continueAfter(TermIndex position) {
        setLastAppliedTermIndex(position);
        terms.reset(position.getTerm(), position.getIndex());
        keptLog.restarted(position.getIndex());
    }

    @Override
    public TransactionContext preAppendTransaction(TransactionContext transaction) {
        PendingEntry own = ownEntry(transaction);
        if (own != null) {
            own.appending();
        }
        return transaction;
    }

    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        try {
            apply(transaction);
        } catch (IOException e) {
            fail(e);
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        }
        return CompletableFuture.completedFuture(Message.EMPTY);
    }

    private void apply(TransactionContext transaction) throws IOException {
        if (failed) {
            throw new IllegalStateException("stopped on an earlier fault");
        }
        LogEntryProto entry = transaction.getLogEntry();
        LogPosition position = new LogPosition(entry.getTerm(), entry.getIndex());
        ByteBuffer content = entry.getStateMachineLogEntry().getLogData().asReadOnlyByteBuffer();
        int bytes = content.remaining();
        LogEntryFormat.Entry decoded = LogEntryFormat.decode(content);
        PendingEntry own = ownEntry(transaction);
        List<?> answers = null;
        if (position.index() > machineIndex) {
            answers = applyToMachine(position, decoded.commands(), bytes);
            machineIndex = position.index();
        }
        lease.entryApplied(
                position.term(), decoded.leaseMillis(), host.ports().clock().nanos());
        visited(position.term(), position.index());
        events.logGrew(bytes);
        keptLog.grew(position.index(), bytes);
        if (own != null && answers != null) {
            events.ownEntryApplied(own, position.term(), decoded.leaseMillis());
            own.applied(answers);
        }
    }

    private List<?> applyToMachine(LogPosition position, List<ByteBuffer> commands, int bytes) throws IOException {
        long started = host.ports().clock().nanos();
        List<?> answers = requireMachine().apply(position, commands);
        if (answers.size() != commands.size()) {
            throw new IllegalStateException(
                    answers.size() + " answers to " + commands.size() + " commands at " + position);
        }
        listener()
                .entryApplied(
                        group, commands.size(), bytes, host.ports().clock().nanos() - started);
        return answers;
    }

    private static @Nullable PendingEntry ownEntry(TransactionContext transaction) {
        return transaction.getClientRequest() != null
                        && transaction.getClientRequest().getMessage() instanceof EntryMessage message
                ? message.entry()
                : null;
    }

    /** Ratis' own entries: members, mostly. */
    @Override
    public void notifyTermIndexUpdated(long term, long index) {
        visited(term, index);
    }

    /** After Ratis has written them down; on the apply thread, or while a leader's checkpoint arrives. */
    @Override
    public void notifyConfigurationChanged(long term, long index, RaftConfigurationProto configuration) {
        MembersFile open = members;
        if (open != null) {
            open.changed(LogEntryProto.newBuilder()
                    .setTerm(term)
                    .setIndex(index)
                    .setConfigurationEntry(configuration)
                    .build());
        }
    }

    /** Before the log is purged. */
    void keepMembers() throws IOException {
        MembersFile open = members;
        if (open != null) {
            open.keep();
        }
    }

    private void visited(long term, long index) {
        terms.visited(term, index);
        updateLastAppliedTermIndex(term, index);
    }

    private void fail(Throwable cause) {
        failed = true;
        events.fault(cause, true);
    }

    boolean failed() {
        return failed;
    }

    /** Writes a copy of the state. @return its index */
    long writeCheckpoint(Path directory) throws IOException {
        stateLock.readLock().lock();
        try {
            return requireMachine().checkpoint(directory);
        } finally {
            stateLock.readLock().unlock();
        }
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    TermHistory terms() {
        return terms;
    }

    long snapshotsInstalled() {
        return snapshotsInstalled;
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return checkpoints;
    }

    /**
     * Ratis asks this on the apply thread: the work is done already, elsewhere.
     *
     * @return up to which Ratis is to purge its log, that is: up to the checkpoint or less
     */
    @Override
    public long takeSnapshot() {
        long index = checkpoints.publish();
        terms.forgetBefore(index);
        return keptLog.lastToGo(index);
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    /** A leader's checkpoint has arrived; on the apply thread. */
    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    public void reinitialize() throws IOException {
        stateLock.writeLock().lock();
        try {
            Checkpoints.Checkpoint installed = checkpoints.received();
            StateMachine<?> restored = requireMachine();
            if (restored.appliedIndex() < installed.getIndex()) {
                restored.restore(installed.directory());
            }
            machineIndex = restored.appliedIndex();
            continueAfter(installed.getTermIndex());
            lease.pastUnseen(host.ports().clock().nanos());
            snapshotsInstalled++;
            getLifeCycle().transition(LifeCycle.State.STARTING);
            getLifeCycle().transition(LifeCycle.State.RUNNING);
            listener().snapshotInstalled(group, new LogPosition(installed.getTerm(), installed.getIndex()));
        } catch (IOException | RuntimeException e) {
            fail(e);
            throw e;
        } finally {
            stateLock.writeLock().unlock();
        }
    }

    @Override
    public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
        events.leaderChanged(leader.toString(), member.getPeerId().equals(leader));
        listener().leaderChanged(group, leader.toString());
    }

    @Override
    public void notifyLeaderReady() {
        events.leaderReady();
    }

    @Override
    public void notifyNotLeader(Collection<TransactionContext> pending) {
        events.deposed();
    }

    @Override
    public void notifyLogFailed(Throwable cause, @Nullable LogEntryProto entry) {
        failed = true;
        events.fault(cause, false);
    }

    @Override
    public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
        events.closed();
    }

    /** Closes the state, once; nothing is called on it after. */
    @Override
    public void close() throws IOException {
        events.closed();
        stateLock.writeLock().lock();
        try {
            StateMachine<?> open = machine;
            machine = null;
            if (open != null) {
                open.close();
                LOG.info("{}: closed at index {}", group, machineIndex);
            }
        } finally {
            stateLock.writeLock().unlock();
        }
    }

    private StateMachine<?> requireMachine() {
        StateMachine<?> open = machine;
        if (open == null) {
            throw new IllegalStateException("the replica of " + group + " is closed");
        }
        return open;
    }

    private ConsensusListener listener() {
        return host.ports().listener();
    }
}
