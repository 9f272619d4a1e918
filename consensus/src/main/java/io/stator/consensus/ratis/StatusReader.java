package io.stator.consensus.ratis;

import io.stator.consensus.ReplicaStatus;
import io.stator.consensus.ReplicaStatus.Follower;
import io.stator.consensus.ReplicaStatus.Role;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.raftlog.RaftLog;
import org.jspecify.annotations.Nullable;

/** Reads a replica's status off Ratis. */
final class StatusReader {

    /** Several heartbeats. */
    private static final long SILENT_MILLIS_MAX = 1_000;

    private StatusReader() {}

    static ReplicaStatus read(RaftServer.@Nullable Division division, GroupStateMachine machine, Lease lease) {
        if (division == null || !opened(division.getInfo())) {
            return new ReplicaStatus(Role.STOPPED, "", 0, -1, -1, -1, -1, 0, false, Map.of());
        }
        DivisionInfo info = division.getInfo();
        RaftLog log = division.getRaftLog();
        RaftPeerId leader = info.getLeaderId();
        Role role = machine.failed() || !RatisReplica.running(division) ? Role.STOPPED : role(info);
        Checkpoints.Checkpoint snapshot = machine.checkpoints().getLatestSnapshot();
        long term = info.getCurrentTerm();
        return new ReplicaStatus(
                role,
                leader == null ? "" : leader.toString(),
                term,
                log.getLastCommittedIndex(),
                machine.getLastAppliedTermIndex().getIndex(),
                log.getStartIndex(),
                snapshot == null ? -1 : snapshot.getIndex(),
                machine.snapshotsInstalled(),
                role == Role.LEADER && lease.heldTerm() == term,
                role == Role.LEADER ? followers(info, log) : Map.of());
    }

    /**
     * While Ratis reads the log at a start it has neither a log nor a role to tell of. Its own state does not say so: a replica
     * that waits to be taken into its group is still "starting".
     */
    private static boolean opened(DivisionInfo info) {
        return info.getCurrentRole() != null;
    }

    private static Role role(DivisionInfo info) {
        return switch (info.getCurrentRole()) {
            case LEADER -> Role.LEADER;
            case CANDIDATE -> Role.CANDIDATE;
            case FOLLOWER, LISTENER, UNRECOGNIZED -> Role.FOLLOWER;
        };
    }

    /** By member id; none if this replica does not lead. */
    static Map<String, Follower> followers(RaftServer.Division division) {
        return division.getInfo().isLeader() ? followers(division.getInfo(), division.getRaftLog()) : Map.of();
    }

    /** Of the followers that answer, the one whose log lacks least; none if this replica does not lead. */
    static Optional<String> mostUpToDate(RaftServer.Division division) {
        return followers(division).entrySet().stream()
                .filter(follower -> follower.getValue().silentMillis() <= SILENT_MILLIS_MAX)
                .min(Comparator.comparingLong(follower -> follower.getValue().lag()))
                .map(Map.Entry::getKey);
    }

    /** Ratis lists followers and their indexes apart, in the same order. */
    private static Map<String, Follower> followers(DivisionInfo info, RaftLog log) {
        long[] matches = info.getFollowerMatchIndices();
        List<ServerRpcProto> peers = info.getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
        if (matches == null || matches.length != peers.size()) {
            return Map.of();
        }
        Map<String, Follower> followers = new HashMap<>();
        for (int i = 0; i < matches.length; i++) {
            ServerRpcProto peer = peers.get(i);
            followers.put(
                    peer.getId().getId().toStringUtf8(),
                    new Follower(Math.max(0, log.getNextIndex() - 1 - matches[i]), peer.getLastRpcElapsedTimeMs()));
        }
        return Map.copyOf(followers);
    }
}
