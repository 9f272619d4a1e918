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
     * Whether a strong read of state that was taken <em>before</em> this call is linearizable: this
     * replica is the leader and holds a valid lease. Never blocks. Take the snapshot, then ask.
     */
    boolean leaseValid();

    /**
     * Completes when state taken after it holds every write that was answered, by any leader, before
     * this call. Shared by all that wait. Fails with NOT_LEADER elsewhere than on the leader.
     */
    CompletableFuture<Void> barrier();

    /** Cheap; a snapshot of what this replica knows. */
    ReplicaStatus status();

    /** Makes a checkpoint now, in the background, and lets the log be purged up to it; the checkpoint's index. */
    CompletableFuture<Long> checkpoint();

    /** Asks that this member become leader; completes when it is. For tests and hand-over. */
    CompletableFuture<Void> transferLeadership(String memberId);
}
