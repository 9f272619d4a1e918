package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;

/** One hand-over. Meanwhile Ratis takes no entries: a target that does not take the lead must not hold them up for long. */
final class LeadershipTransfer {
    /** An election takes about a round. */
    private static final long REFUSING_MILLIS_MAX = 2_000;

    private static final long TIMEOUT_MILLIS = 10_000;
    private static final long POLL_MILLIS = 10;

    private final HostContext host;
    private final RaftServer.Division division;
    private final RaftPeerId target;
    private volatile long started;

    LeadershipTransfer(HostContext host, RaftServer.Division division, String memberId) {
        this.host = host;
        this.division = division;
        this.target = RaftPeerId.valueOf(memberId);
    }

    CompletableFuture<Void> run() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        begin(done);
        return done;
    }

    /** Begins after so long. */
    CompletableFuture<Void> runAfter(long nanos) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            host.timer().schedule(() -> host.answers().execute(() -> begin(done)), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            done.completeExceptionally(failure(closing));
        }
        return done;
    }

    private void begin(CompletableFuture<Void> done) {
        started = System.nanoTime();
        // Off Ratis' thread: what waits for this may need the lock that Ratis holds.
        handOver().whenCompleteAsync((reply, error) -> await(done, error), host.answers());
    }

    private CompletableFuture<RaftClientReply> handOver() {
        try {
            return division.getRaftServer()
                    .transferLeadershipAsync(new TransferLeadershipRequest(
                            host.caller(),
                            division.getId(),
                            division.getMemberId().getGroupId(),
                            host.callIds().incrementAndGet(),
                            target,
                            REFUSING_MILLIS_MAX));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void await(CompletableFuture<Void> done, Throwable error) {
        if (target.equals(division.getInfo().getLeaderId())) {
            done.complete(null);
        } else if (System.nanoTime() - started > TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS)) {
            done.completeExceptionally(failure(error));
        } else {
            try {
                host.timer().schedule(() -> await(done, error), POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                done.completeExceptionally(failure(closing));
            }
        }
    }

    private ConsensusException failure(Throwable cause) {
        RaftPeerId leader = division.getInfo().getLeaderId();
        return new ConsensusException(
                Reason.OUTCOME_UNKNOWN,
                target + " did not become leader",
                leader == null ? "" : leader.toString(),
                cause);
    }
}
