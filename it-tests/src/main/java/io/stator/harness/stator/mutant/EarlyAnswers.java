package io.stator.harness.stator.mutant;

import io.stator.harness.stator.cluster.DelegatingPartition;
import io.stator.model.ReturnValues;
import io.stator.partition.ItemWrite;
import io.stator.partition.Partition;
import io.stator.partition.WriteOutcome;
import java.util.concurrent.CompletableFuture;

/** Says of a write without a condition that it is done when it is on its way into the log. */
final class EarlyAnswers extends DelegatingPartition {
    EarlyAnswers(Partition right) {
        super(right);
    }

    @Override
    public CompletableFuture<WriteOutcome> write(ItemWrite write) {
        CompletableFuture<WriteOutcome> answer = super.write(write);
        boolean answerIsKnown = write.condition() == null && write.returnValues() == ReturnValues.NONE;
        return answer.isDone() || !answerIsKnown
                ? answer
                : CompletableFuture.completedFuture(new WriteOutcome.Done(null));
    }
}
