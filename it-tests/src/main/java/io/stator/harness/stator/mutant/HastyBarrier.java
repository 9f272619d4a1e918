package io.stator.harness.stator.mutant;

import io.stator.consensus.Replica;
import io.stator.consensus.ReplicaStatus.Role;
import io.stator.partition.CommandOutcome;
import java.util.concurrent.CompletableFuture;

/** Reads behind a barrier that asks nobody: who takes itself for the leader, reads. Leases are off. */
final class HastyBarrier extends DelegatingReplica {
    HastyBarrier(Replica<CommandOutcome> right) {
        super(right);
    }

    @Override
    public boolean leaseValid() {
        return false;
    }

    @Override
    public CompletableFuture<Void> barrier() {
        return status().role() == Role.LEADER ? CompletableFuture.completedFuture(null) : super.barrier();
    }
}
