package io.stator.harness.stator.mutant;

import io.stator.harness.stator.cluster.DelegatingPartition;
import io.stator.partition.ItemWrite;
import io.stator.partition.Partition;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import java.util.concurrent.CompletableFuture;

/** Takes each attempt of a write for a write of its own. */
final class UnrecognizedRetries extends DelegatingPartition {
    UnrecognizedRetries(Partition right) {
        super(right);
    }

    @Override
    public CompletableFuture<WriteOutcome> write(ItemWrite write) {
        return super.write(new ItemWrite(
                write.table(),
                write.key(),
                write.epoch(),
                write.action(),
                write.condition(),
                write.returnValues(),
                write.returnItemOnConditionFailure(),
                WriteId.NONE,
                write.returnSizes()));
    }
}
