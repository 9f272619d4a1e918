package io.stator.consensus;

import java.util.Map;

/**
 * What a replica knows of itself and its group.
 *
 * @param leader member id, empty if unknown
 * @param logStartIndex first index that the log still holds
 * @param snapshotIndex of the last checkpoint, -1: none
 * @param snapshotsInstalled received from a leader since the host started
 * @param followers by member id; only on a leader
 * @param readyToServe on a leader: earlier leaders' leases have run out and this leader's first entry is applied
 */
public record ReplicaStatus(
        Role role,
        String leader,
        long term,
        long committedIndex,
        long appliedIndex,
        long logStartIndex,
        long snapshotIndex,
        long snapshotsInstalled,
        boolean readyToServe,
        Map<String, Follower> followers) {

    /**
     * What a leader knows of a follower.
     *
     * @param lag entries that its log lacks
     * @param silentMillis since it last answered; at a new leader, since that was elected
     */
    public record Follower(long lag, long silentMillis) {}

    /** A replica's part in its group. */
    public enum Role {
        LEADER,
        FOLLOWER,
        CANDIDATE,
        /** Not open yet, closed, or stopped itself on a fault. */
        STOPPED
    }
}
