package io.stator.consensus;

import org.jspecify.annotations.Nullable;

/** Why a proposal or a barrier failed. */
public final class ConsensusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is known of the proposal. */
    public enum Reason {
        /** Surely not appended: this replica does not lead. */
        NOT_LEADER,
        /** Surely not appended: too much is waiting here already. Try again later. */
        OVERLOADED,
        /** Surely not appended: the replica is closed or stopped itself. */
        STOPPED,
        /** Surely not appended: the command is larger than an entry may be. */
        TOO_LARGE,
        /** May have been appended, and may be applied now, later or never. */
        OUTCOME_UNKNOWN
    }

    private final Reason reason;
    private final String leader;

    /** @param leader member id of the leader as far as is known, else empty */
    public ConsensusException(Reason reason, String message, String leader, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.leader = leader;
    }

    public Reason reason() {
        return reason;
    }

    public String leader() {
        return leader;
    }
}
