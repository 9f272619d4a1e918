package io.stator.consensus;

import java.util.List;
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
     * As {@link #propose}, for a command that hardly anyone waits for: it goes with the next entry, and has one of its own only if none comes
     * within some milliseconds. It stays behind what was proposed before it, and before what is proposed after it.
     */
    CompletableFuture<R> proposeLate(byte[] command);

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

    /**
     * Asks that this member become leader; completes when it is. No write is taken in the meantime, for some seconds at most
     * if it does not answer.
     */
    CompletableFuture<Void> transferLeadership(String memberId);

    /**
     * The members, sorted by id, as this replica knows them: perhaps not the newest, perhaps not committed yet. In the middle of
     * a change the old ones and the new ones. Empty while none is known: a replica that waits to be taken in. Never blocks.
     */
    List<Member> members();

    /**
     * Makes exactly these the group's members while the group goes on; at the leader only. Completes when
     * that is committed; at once, with nothing proposed, if it is so already. Members join and leave one after the other: all
     * new ones first, each filled before it counts, then the others leave. So there is one member more for a moment, and a
     * majority of that must be up. A new member needs a replica that waits for it ({@link ConsensusHost#add} without
     * members). A leader that is to leave hands over first and fails with NOT_LEADER.
     *
     * <p>Idempotent: whatever the failure, a part may be done, now or later; repeat the call, at the leader, until it completes.
     * NOT_LEADER: at the leader that the exception names, if any. OVERLOADED: later, for another change is under way, or a new
     * member does not answer (after about 30 s) and is not taken in. OUTCOME_UNKNOWN: at once. STOPPED: elsewhere. There is no
     * time-out: it takes as long as filling takes, and while a new member lags behind, no other change is taken. A replica
     * that waits may stop when the leader is lost in the middle: it is then to be removed, and added again.
     *
     * @param members at least one, each id once; a member's address never changes: the node of another address needs another id
     * @throws IllegalArgumentException if they are not as told
     */
    CompletableFuture<Void> changeMembers(List<Member> members);
}
