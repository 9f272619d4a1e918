package io.stator.consensus;

/**
 * Hears what the replicas of a host do; every method does nothing unless overridden. Called from the
 * replicas' own threads: must be thread-safe, quick, and must not throw.
 */
public interface ConsensusListener {

    /** Hears nothing. */
    ConsensusListener NONE = new ConsensusListener() {};

    /**
     * A leader here put an entry together and proposes it.
     *
     * @param commands 0 for a barrier or a renewal of the lease
     * @param bytes of the whole entry
     */
    default void entryProposed(GroupId group, int commands, int bytes) {}

    /** An entry proposed here was applied here. @param latencyNanos since it was put together */
    default void entryAnswered(GroupId group, int commands, long latencyNanos) {}

    /** An entry proposed here has no known end, or was surely not appended. */
    default void entryFailed(GroupId group, ConsensusException.Reason reason) {}

    /** A command was refused before it was queued. */
    default void proposalRefused(GroupId group, ConsensusException.Reason reason) {}

    /** An entry was applied on this replica, whoever proposed it. @param nanos in the state machine */
    default void entryApplied(GroupId group, int commands, int bytes, long nanos) {}

    /** A checkpoint is complete on disk. */
    default void checkpointWritten(GroupId group, LogPosition position, long bytes, long nanos) {}

    /** A checkpoint failed; the next one is tried after as many log bytes again. */
    default void checkpointFailed(GroupId group, Throwable cause) {}

    /**
     * A part of a checkpoint goes to a replica that lags.
     *
     * @param heldNanos how long it was held back, for the host's pace
     */
    default void checkpointChunkSent(GroupId group, long bytes, long heldNanos) {}

    /**
     * So many replicas wait to be sent a checkpoint by this host, which sends others first; told when it changes.
     *
     * @param replicas that lag and answer
     */
    default void checkpointsWaiting(int replicas) {}

    /** A leader's checkpoint was received and is this replica's state now. */
    default void snapshotInstalled(GroupId group, LogPosition position) {}

    /** @param leader member id */
    default void leaderChanged(GroupId group, String leader) {}

    /** The replica stopped itself on a fault; it stays stopped until the host is restarted. */
    default void replicaStopped(GroupId group, Throwable cause) {}
}
