package io.stator.consensus.ratis;

import io.stator.consensus.ConsensusException;
import io.stator.consensus.ConsensusException.Reason;
import io.stator.consensus.Member;
import io.stator.consensus.ReplicaStatus.Follower;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.LeaderSteppingDownException;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.ReconfigurationInProgressException;
import org.apache.ratis.protocol.exceptions.ReconfigurationTimeoutException;
import org.apache.ratis.protocol.exceptions.SetConfigurationException;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.jspecify.annotations.Nullable;

/** One change of a group's members, at its leader, step by step ({@link MembershipPlan}). */
final class MembershipChange {
    private final HostContext host;
    private final RaftServer.Division division;
    private final String self;
    private final List<Member> wanted;

    MembershipChange(HostContext host, RaftServer.Division division, List<Member> wanted) {
        this.host = host;
        this.division = division;
        this.self = division.getId().toString();
        this.wanted = Members.sorted(wanted);
    }

    /** @throws IllegalArgumentException as {@link MembershipPlan#check} */
    CompletableFuture<Void> run() {
        MembershipPlan.check(Members.fromPeers(division.getRaftConf().getCurrentPeers()), wanted);
        CompletableFuture<Void> done = new CompletableFuture<>();
        step(null).whenComplete((nothing, error) -> {
            if (error == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(asConsensusException(error));
            }
        });
        return done;
    }

    /** @param made by the step before; null: there was none */
    private CompletableFuture<Void> step(@Nullable List<Member> made) {
        RaftConfiguration known = division.getRaftConf();
        List<Member> current = Members.fromPeers(known.getCurrentPeers());
        if (!settled(known) || (made != null && !made.equals(current))) {
            return CompletableFuture.failedFuture(underWay(null));
        }
        if (current.equals(wanted)) {
            return CompletableFuture.completedFuture(null);
        }
        List<Member> next = MembershipPlan.next(current, wanted, self);
        if (next.stream().noneMatch(member -> member.id().equals(self))) {
            return handOver();
        }
        // Off Ratis' thread: it completes this under the lock that the next step needs.
        return propose(known, next).thenComposeAsync(reply -> afterwards(next, reply), host.answers());
    }

    private boolean settled(RaftConfiguration known) {
        return known.getPreviousPeers().isEmpty()
                && division.getRaftLog().getLastCommittedIndex() >= known.getLogEntryIndex();
    }

    private CompletableFuture<RaftClientReply> propose(RaftConfiguration known, List<Member> next) {
        // Refused unless the current peers are still these.
        SetConfigurationRequest.Arguments arguments = SetConfigurationRequest.Arguments.newBuilder()
                .setMode(SetConfigurationRequest.Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(List.copyOf(known.getCurrentPeers()))
                .setServersInNewConf(Members.toPeers(next))
                .build();
        try {
            return division.getRaftServer()
                    .setConfigurationAsync(new SetConfigurationRequest(
                            host.caller(),
                            division.getId(),
                            division.getMemberId().getGroupId(),
                            host.callIds().incrementAndGet(),
                            arguments));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Void> afterwards(List<Member> made, RaftClientReply reply) {
        return reply.isSuccess() ? step(made) : CompletableFuture.failedFuture(reply.getException());
    }

    /** The leader is to leave, and nothing else is left to do: another one does it. */
    private CompletableFuture<Void> handOver() {
        return new LeadershipTransfer(host, division, successor()).run().handle((nothing, error) -> {
            // Whoever leads now, this replica may leave.
            if (error != null && division.getInfo().isLeader()) {
                throw new CompletionException(error);
            }
            throw failure(Reason.NOT_LEADER, "the leader that is to leave has handed over", error);
        });
    }

    /** The one that is most up to date. */
    private String successor() {
        Map<String, Follower> followers = StatusReader.followers(division);
        return wanted.stream()
                .min(Comparator.comparingLong(member -> followers.containsKey(member.id())
                        ? followers.get(member.id()).lag()
                        : Long.MAX_VALUE))
                .map(Member::id)
                .orElse(self);
    }

    private ConsensusException asConsensusException(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ConsensusException known) {
            return known;
        }
        if (cause instanceof ReconfigurationInProgressException || cause instanceof SetConfigurationException) {
            return underWay(cause);
        }
        if (cause instanceof ReconfigurationTimeoutException) {
            return failure(Reason.OVERLOADED, "a new member does not answer", cause);
        }
        if (cause instanceof NotLeaderException
                || cause instanceof LeaderNotReadyException
                || cause instanceof LeaderSteppingDownException) {
            return failure(Reason.NOT_LEADER, "leadership was lost, or is not complete", cause);
        }
        return failure(
                RatisReplica.running(division) ? Reason.OUTCOME_UNKNOWN : Reason.STOPPED,
                "the members may have been changed",
                cause);
    }

    private ConsensusException underWay(@Nullable Throwable cause) {
        return failure(Reason.OVERLOADED, "another change of the members is under way", cause);
    }

    private ConsensusException failure(Reason reason, String message, @Nullable Throwable cause) {
        RaftPeerId leader = division.getInfo().getLeaderId();
        return new ConsensusException(reason, message, leader == null ? "" : leader.toString(), cause);
    }
}
