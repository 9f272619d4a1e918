package io.stator.consensus;

import io.stator.consensus.ConsensusException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Linearizable reads of a state machine's state, at its leader: by lease if it holds, else behind a
 * barrier. Why both checks, before and after: docs/decisions/0002-strong-reads-by-lease.md.
 */
public final class StrongRead {

    private StrongRead() {}

    /**
     * Reads once the replica may; now, on the caller's thread, if the lease holds.
     *
     * @param read reads the state, all from one snapshot of it; must not block for long, and may be called again: its first
     *     result is then not shown
     * @return fails with a {@link ConsensusException} of the barrier's reasons, or NOT_LEADER if leadership was lost meanwhile
     */
    public static <S> CompletableFuture<S> of(Replica<?> replica, Supplier<S> read) {
        return ofStage(replica, () -> CompletableFuture.completedFuture(read.get()));
    }

    /** The same for a read that ends on another thread: begun now, or by the thread that passes the barrier. */
    public static <S> CompletableFuture<S> ofStage(Replica<?> replica, Supplier<CompletableFuture<S>> read) {
        if (!replica.leaseValid()) {
            return behindBarrier(replica, read);
        }
        return read.get()
                .thenCompose(state ->
                        replica.leaseValid() ? CompletableFuture.completedFuture(state) : behindBarrier(replica, read));
    }

    private static <S> CompletableFuture<S> behindBarrier(Replica<?> replica, Supplier<CompletableFuture<S>> read) {
        long term = replica.term();
        return replica.barrier().thenCompose(passed -> read.get()).thenApply(state -> {
            if (replica.term() != term) {
                throw new ConsensusException(
                        Reason.NOT_LEADER,
                        "leadership changed during the read",
                        replica.status().leader(),
                        null);
            }
            return state;
        });
    }
}
