package io.stator.harness.stator.cluster;

import io.stator.partition.Partition;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.txn.TransactionMessage.Decide;
import java.util.concurrent.CompletableFuture;

/**
 * Ends its node before the first decision that comes while the trap is set: all of the transaction is prepared, its record lies
 * here and has begun, and its coordinator is on this node, too, unless the partition's leader has just changed.
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
        if (step.message() instanceof Decide && trap.isSet()) {
            end.run();
        }
        return super.step(step);
    }
}
