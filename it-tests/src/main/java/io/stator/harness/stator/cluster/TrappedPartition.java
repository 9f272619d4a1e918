package io.stator.harness.stator.cluster;

import io.stator.partition.Partition;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.txn.TransactionMessage.Execute;
import java.util.concurrent.CompletableFuture;

/**
 * Ends its node before the first decision over several partitions that comes while the trap is set: all that other partitions have of the
 * transaction is prepared, and its coordinator is on this node, unless the partition's leader has just changed.
 */
final class TrappedPartition extends DelegatingPartition {
    private final DecisionTrap trap;
    private final Runnable end;

    /** @param end does not return, but in tests */
    TrappedPartition(Partition right, DecisionTrap trap, Runnable end) {
        super(right);
        this.trap = trap;
        this.end = end;
    }

    @Override
    public CompletableFuture<StepOutcome> step(TransactionStep step) {
        if (step.message() instanceof Execute execute && !execute.counted().isEmpty() && trap.isSet()) {
            end.run();
        }
        return super.step(step);
    }
}
