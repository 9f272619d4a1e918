package io.stator.consensus;

import java.util.concurrent.CompletableFuture;

/**
 * One replica of a group, on this node. Thread-safe. Futures complete exceptionally with a {@link
 * ConsensusException}.
 *
 * @param <R> what applying one command answers
 */
public interface Replica<R> {

    /**
     * Appends a command, together with its neighbours in one entry, and answers when a majority has
     * it on disk and this replica has applied it.
     *
     * @param command not to be modified after
     */
    CompletableFuture<R> propose(byte[] command);

    /**
     * Whether this replica leads, holds a valid lease, and has applied all that earlier leaders answered. State that was taken
     * between two calls that say so is linearizable; one call is not enough, a pause may lie between it and the state. Never
     * blocks; has the lease renewed in the background when it nears its end. {@link StrongRead} does all this.
     */
    boolean leaseValid();

    /**
     * Completes when state taken after it holds every write that was answered, by any leader, before
     * this call. Shared by all that wait. Fails with NOT_LEADER elsewhere than on the leader. The state may be
     * shown if {@link #term} is, after it was taken, what it was before the call.
     */
    CompletableFuture<Void> barrier();

    /** The highest term this replica knows: while it stays the same, the same leader leads here. Never blocks. */
    long term();

    /** Cheap; a snapshot of what this replica knows. */
    ReplicaStatus status();

    /** Makes a checkpoint now, in the background, and lets the log be purged up to it; the checkpoint's index. */
    CompletableFuture<Long> checkpoint();

    /** Asks that this member become leader; completes when it is. For tests and hand-over. */
    CompletableFuture<Void> transferLeadership(String memberId);
}
