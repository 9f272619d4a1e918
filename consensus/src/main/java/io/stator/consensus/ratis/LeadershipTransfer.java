package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;

/**
 * One hand-over. Ratis hands over to members of the highest priority only, so another one first
 * exchanges its priority with the highest: the leader stays where it was asked to go.
 */
final class LeadershipTransfer {
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final long POLL_MILLIS = 10;

    private final HostContext host;
    private final RaftServer.Division division;
    private final RaftPeerId target;
    private final long started;

    LeadershipTransfer(HostContext host, RaftServer.Division division, String memberId) {
        this.host = host;
        this.division = division;
        this.target = RaftPeerId.valueOf(memberId);
        this.started = System.nanoTime();
    }

    CompletableFuture<Void> run() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            // Off Ratis' thread: it completes this under the lock that the next step needs.
            exchangePriorities()
                    .thenComposeAsync(reply -> handOver(), host.answers())
                    // Ratis may have handed over by itself, to the higher priority, in between.
                    .whenCompleteAsync((reply, error) -> await(done, error), host.answers());
        } catch (IOException e) {
            done.completeExceptionally(failure(e));
        }
        return done;
    }

    private CompletableFuture<RaftClientReply> exchangePriorities() throws IOException {
        Collection<RaftPeer> peers = division.getRaftConf().getCurrentPeers();
        RaftPeer member = division.getRaftConf().getPeer(target);
        if (member == null) {
            throw new IOException(target + " is no member of " + peers);
        }
        RaftPeer highest = peers.stream()
                .max(Comparator.comparingInt(RaftPeer::getPriority))
                .orElse(member);
        if (highest.getPriority() == member.getPriority()) {
            return CompletableFuture.completedFuture(null);
        }
        List<RaftPeer> exchanged = peers.stream()
                .map(peer -> withPriority(
                        peer,
                        peer.getId().equals(target)
                                ? highest.getPriority()
                                : peer.getPriority() == highest.getPriority()
                                        ? member.getPriority()
                                        : peer.getPriority()))
                .toList();
        return MembershipChange.propose(host, division, peers, exchanged);
    }

    private static RaftPeer withPriority(RaftPeer peer, int priority) {
        return RaftPeer.newBuilder(peer).setPriority(priority).build();
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
                            TIMEOUT_MILLIS));
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
