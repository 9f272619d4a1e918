package io.stator.harness.stator.mutant;

import com.google.protobuf.ByteString;
import io.stator.harness.stator.cluster.DelegatingPartition;
import io.stator.model.ItemCodec;
import io.stator.model.expression.Condition;
import io.stator.model.expression.ConditionEvaluator;
import io.stator.partition.ItemWrite;
import io.stator.partition.Partition;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import io.stator.partition.WriteOutcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Evaluates a condition when a write comes in, on what this replica has, and then writes without it. */
final class StaleConditions extends DelegatingPartition {
    StaleConditions(Partition right) {
        super(right);
    }

    @Override
    public CompletableFuture<WriteOutcome> write(ItemWrite write) {
        Condition condition = write.condition();
        if (condition == null) {
            return super.write(write);
        }
        return get(write.table(), write.key(), write.epoch(), false).thenCompose(read -> {
            if (!(read instanceof ReadOutcome.Found<Optional<SizedItem>> found)) {
                return super.write(write);
            }
            ByteString old = found.value().map(SizedItem::item).orElse(null);
            return ConditionEvaluator.holds(condition, old == null ? null : ItemCodec.decode(old))
                    ? super.write(unconditional(write))
                    : CompletableFuture.completedFuture(
                            new WriteOutcome.ConditionFailed(write.returnItemOnConditionFailure() ? old : null));
        });
    }

    private static ItemWrite unconditional(ItemWrite write) {
        return new ItemWrite(
                write.table(),
                write.key(),
                write.epoch(),
                write.action(),
                null,
                write.returnValues(),
                false,
                write.id(),
                write.returnSizes());
    }
}
