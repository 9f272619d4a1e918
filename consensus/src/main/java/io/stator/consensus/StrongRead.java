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
        if (replica.leaseValid()) {
            S state = read.get();
            if (replica.leaseValid()) {
                return CompletableFuture.completedFuture(state);
            }
        }
        long term = replica.term();
        return replica.barrier().thenApply(passed -> {
            S state = read.get();
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
