package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.ConsensusListener;
import io.stator.consensus.GroupId;
import io.stator.consensus.Member;
import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.ratis.protocol.RaftClientAsynchronousProtocol;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replica, seen from above. Thread-safe. */
final class RatisReplica implements Replica<Object>, GroupStateMachine.Events, EntryBatcher.Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(RatisReplica.class);

    /** In which the last entry with a lease is applied by all who keep up. */
    private static final long LAST_LEASE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final GroupId group;
    private final HostContext host;
    private final Lease lease;
    private final EntryBatcher batcher;
    private final GroupStateMachine stateMachine;
    private final CheckpointSchedule checkpointSchedule;
    private final HangingHandOver<RaftServer.Division> hangingHandOver;
    private final StalledLog stalledLog = new StalledLog();
    private final AtomicBoolean faultTold = new AtomicBoolean();
    private volatile RaftServer.@Nullable Division division;

    /** @param firstMembers of a group that is new here; null if it comes up from disk */
    RatisReplica(GroupId group, HostContext host, @Nullable List<Member> firstMembers) {
        this.group = group;
        this.host = host;
        RatisSettings settings = host.settings();
        this.lease = new Lease(host.ports().clock().nanos());
        this.batcher = new EntryBatcher(
                new EntryBatcher.Limits(
                        settings.batchBytesMax(),
                        settings.entryBytesMax(),
                        settings.entriesInFlight(),
                        settings.queueBytesMax(),
                        settings.queueMillisMax(),
                        settings.leaseMillis()),
                host.ports().clock(),
                this,
                host.budget(),
                new SerialLane(host.answers()));
        this.stateMachine = new GroupStateMachine(group, host, this, lease, firstMembers);
        this.checkpointSchedule = new CheckpointSchedule(group, host, stateMachine);
        this.hangingHandOver = new HangingHandOver<>(host.ports().clock(), this::stepDown);
    }

    GroupStateMachine stateMachine() {
        return stateMachine;
    }

    @Override
    public CompletableFuture<Object> propose(byte[] command) {
        return batcher.propose(command);
    }

    @Override
    public CompletableFuture<Object> proposeLate(byte[] command) {
        return batcher.proposeLate(command);
    }

    @Override
    public CompletableFuture<Void> barrier() {
        return batcher.barrier();
    }

    @Override
    public boolean leaseValid() {
        RaftServer.Division leading = division;
        if (leading == null || !running(leading) || !leading.getInfo().isLeader()) {
            return false;
        }
        Long expiry = lease.expiryNanos(leading.getInfo().getCurrentTerm());
        if (expiry == null) {
            return false;
        }
        long now = host.ports().clock().nanos();
        if (lease.renewalDue(now)) {
            batcher.renewLease();
        }
        return host.ports().leasePolicy().holds(now, expiry);
    }

    @Override
    public long term() {
        RaftServer.Division open = division;
        return open == null ? 0 : open.getInfo().getCurrentTerm();
    }

    @Override
    public ReplicaStatus status() {
        return StatusReader.read(division, stateMachine, lease);
    }

    @Override
    public CompletableFuture<Long> checkpoint() {
        return checkpointSchedule.checkpointNow();
    }

    @Override
    public CompletableFuture<Void> transferLeadership(String memberId) {
        RaftServer.Division leading = division;
        if (leading == null || !running(leading) || !leading.getInfo().isLeader()) {
            return CompletableFuture.failedFuture(
                    new ConsensusException(Reason.NOT_LEADER, "only the leader hands over", leader(), null));
        }
        return handOver(leading, memberId);
    }

    /**
     * First no entry grants a lease until those that did are over: strong reads take a round of the log for so long, but the next
     * leader finds no lease in its log that it has to keep silent for.
     */
    private CompletableFuture<Void> handOver(RaftServer.Division leading, String memberId) {
        int leaseMillis = host.settings().leaseMillis();
        batcher.withholdLeases();
        return new LeadershipTransfer(host, leading, memberId)
                .runAfter(leaseMillis == 0 ? 0 : Lease.waitNanos(leaseMillis) + LAST_LEASE_NANOS)
                .whenComplete((done, failure) -> batcher.grantLeases());
    }

    @Override
    public List<Member> members() {
        RaftServer.Division open = division;
        return open == null ? List.of() : Members.fromPeers(open.getRaftConf().getAllPeers());
    }

    @Override
    public CompletableFuture<Void> changeMembers(List<Member> members) {
        RaftServer.Division leading = division;
        if (leading == null || !running(leading)) {
            return CompletableFuture.failedFuture(
                    new ConsensusException(Reason.STOPPED, "the replica is not running", leader(), null));
        }
        if (!leading.getInfo().isLeader()) {
            return CompletableFuture.failedFuture(
                    new ConsensusException(Reason.NOT_LEADER, "only the leader changes members", leader(), null));
        }
        return new MembershipChange(host, leading, members).run();
    }

    // What the batcher needs.

    /**
     * Straight into Ratis' replica on the caller's thread: through the server there would be another thread between, for
     * nothing.
     */
    @Override
    public void submit(PendingEntry entry) {
        RaftServer.Division leading = division;
        if (leading == null) {
            entry.failed(Reason.STOPPED, null);
            return;
        }
        RaftClientRequest request = RaftClientRequest.newBuilder()
                .setClientId(host.caller())
                .setServerId(leading.getId())
                .setGroupId(Members.toRatis(group))
                .setCallId(host.callIds().incrementAndGet())
                .setMessage(new GroupStateMachine.EntryMessage(entry, UnsafeByteOperations.unsafeWrap(entry.content())))
                .setType(RaftClientRequest.writeRequestType())
                .build();
        listener().entryProposed(group, entry.proposals().size(), entry.content().length);
        try {
            ((RaftClientAsynchronousProtocol) leading)
                    .submitClientRequestAsync(request)
                    .whenComplete((reply, error) -> settle(leading, entry, reply, error));
        } catch (IOException e) {
            entry.failed(reasonOf(e), e);
        }
    }

    /** An entry that was applied here is settled by then. */
    private void settle(
            RaftServer.Division leading,
            PendingEntry entry,
            @Nullable RaftClientReply reply,
            @Nullable Throwable error) {
        Throwable cause = error != null ? error : reply == null ? null : reply.getException();
        if (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        entry.failed(cause == null ? Reason.OUTCOME_UNKNOWN : reasonOf(cause), cause);
        if (cause instanceof LeaderSteppingDownException) {
            // Not on this thread, which may hold Ratis' lock.
            host.answers()
                    .execute(() ->
                            hangingHandOver.refused(leading, leading.getInfo().getCurrentTerm()));
        }
    }

    /** Has this replica give up leading, without saying to whom. */
    void stepDown() {
        RaftServer.Division leading = division;
        if (leading != null) {
            stepDown(leading);
        }
    }

    /** Now and then, on a thread that may be held up: hands the lead over if this node's disk takes no more entries. */
    void watchLog() {
        RaftServer.Division leading = division;
        try {
            if (leading == null || !running(leading) || !leading.getInfo().isLeader()) {
                stalledLog.reset();
                return;
            }
            long last = leading.getRaftLog().getNextIndex() - 1;
            if (stalledLog.look(
                    last,
                    leading.getRaftLog().getFlushIndex(),
                    host.ports().clock().nanos())) {
                StatusReader.mostUpToDate(leading).ifPresent(follower -> handOverOfStalledDisk(leading, follower));
            }
        } catch (RuntimeException e) {
            // Thrown, it would end the looking for good.
            LOG.error("{}: cannot look at its log", group, e);
        }
    }

    private void handOverOfStalledDisk(RaftServer.Division leading, String follower) {
        LOG.warn("{}: the log's disk has stood still for seconds: {} is to lead", group, follower);
        new LeadershipTransfer(host, leading, follower).run().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("{}: {} does not lead yet", group, follower, failure);
            }
        });
    }

    private void stepDown(RaftServer.Division leading) {
        LOG.warn("{}: steps down, since its hand-over of leadership hangs", group);
        try {
            leading.getRaftServer()
                    .transferLeadershipAsync(new TransferLeadershipRequest(
                            host.caller(),
                            leading.getId(),
                            Members.toRatis(group),
                            host.callIds().incrementAndGet(),
                            null,
                            HangingHandOver.PATIENCE_MILLIS))
                    .whenComplete((reply, error) -> {
                        if (error != null || reply.getException() != null) {
                            LOG.warn("{}: cannot step down", group, error == null ? reply.getException() : error);
                        }
                    });
        } catch (IOException e) {
            LOG.warn("{}: cannot step down", group, e);
        }
    }

    /** Of an entry that Ratis refused before it called preAppendTransaction. */
    private static Reason reasonOf(Throwable refusal) {
        if (refusal instanceof NotLeaderException
                || refusal instanceof LeaderNotReadyException
                || refusal instanceof LeaderSteppingDownException) {
            return Reason.NOT_LEADER;
        }
        return refusal instanceof ResourceUnavailableException ? Reason.OVERLOADED : Reason.STOPPED;
    }

    @Override
    public String leader() {
        RaftServer.Division open = division;
        return open == null || open.getInfo().getLeaderId() == null
                ? ""
                : open.getInfo().getLeaderId().toString();
    }

    @Override
    public void answered(PendingEntry entry, long latencyNanos) {
        listener().entryAnswered(group, entry.proposals().size(), latencyNanos);
    }

    @Override
    public void failed(Reason reason) {
        listener().entryFailed(group, reason);
    }

    @Override
    public void refused(Reason reason) {
        listener().proposalRefused(group, reason);
    }

    // What the state machine's adapter tells.

    @Override
    public void opened(RaftServer.Division opened) {
        division = opened;
    }

    @Override
    public void leaderChanged(String leader, boolean self) {
        RaftServer.Division open = division;
        if (self && open != null) {
            elected(open.getInfo().getCurrentTerm());
        }
    }

    @Override
    public void leaderReady() {
        RaftServer.Division open = division;
        if (open != null) {
            long term = open.getInfo().getCurrentTerm();
            elected(term);
            openWhenSilenceEnds(term);
        }
    }

    /**
     * @param term the replica's own, which may have gone on since it was elected: in a term that came from another node it is
     *     never elected
     */
    private void elected(long term) {
        lease.elected(term, host.ports().clock().nanos());
        batcher.elected(term);
    }

    private void openWhenSilenceEnds(long term) {
        long silenceNanos = lease.silenceNanos(term, host.ports().clock().nanos());
        if (silenceNanos == 0) {
            batcher.open(term);
            return;
        }
        later(() -> openWhenSilenceEnds(term), silenceNanos);
    }

    @Override
    public void later(Runnable task, long delayNanos) {
        try {
            host.timer().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("{}: the host is closing", group, closing);
        }
    }

    @Override
    public void deposed() {
        batcher.deposed();
    }

    /**
     * Only in the term in which the entry was proposed was it committed by this replica's own count of
     * acknowledgements; and only then is it in the log of every later leader.
     */
    @Override
    public void ownEntryApplied(PendingEntry entry, long term, int leaseMillis) {
        hangingHandOver.accepted();
        RaftServer.Division open = division;
        if (open != null && open.getInfo().getCurrentTerm() == term) {
            lease.granted(term, entry.proposedNanos(), leaseMillis);
        }
    }

    @Override
    public void logGrew(int bytes) {
        checkpointSchedule.logGrew(bytes);
    }

    @Override
    public void fault(Throwable cause, boolean closing) {
        batcher.stopped();
        if (!faultTold.compareAndSet(false, true)) {
            return;
        }
        LOG.error("{}: this replica stops", group, cause);
        listener().replicaStopped(group, cause);
        RaftServer.Division open = division;
        if (!closing && open != null) {
            // Not on the log's own thread: closing waits for it.
            Thread closer = new Thread(open::close, "stator-close-" + group);
            closer.setDaemon(true);
            closer.start();
        }
    }

    @Override
    public void closed() {
        batcher.stopped();
    }

    static boolean running(RaftServer.Division division) {
        return division.getInfo().isAlive();
    }

    private ConsensusListener listener() {
        return host.ports().listener();
    }
}
