package io.stator.server.sizes;

import io.stator.model.TableSize;
import io.stator.partition.SizeStep;
import io.stator.partition.WalkPlace;
import io.stator.server.replica.LocalPartition;
import io.stator.server.replica.PartitionTask;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Counts what is in a partition, unless nothing has come into its log since it was counted last. */
public record CountTask(SizeBooks books) implements PartitionTask {
    @Override
    public String name() {
        return "sizes";
    }

    @Override
    public boolean isPaused() {
        return false;
    }

    @Override
    public Pass begin(LocalPartition partition) {
        // What is read after this has at least what was applied by now.
        long logIndex = partition.replica().status().appliedIndex();
        return books.logIndex(partition.id()).equals(OptionalLong.of(logIndex))
                ? () -> CompletableFuture.completedFuture(true)
                : new Count(partition, logIndex);
    }

    private final class Count implements Pass {
        private final LocalPartition partition;
        private final long logIndex;
        private final Map<Long, TableSize> tables = new HashMap<>();
        private WalkPlace place = WalkPlace.START;

        Count(LocalPartition partition, long logIndex) {
            this.partition = partition;
            this.logIndex = logIndex;
        }

        @Override
        public CompletableFuture<Boolean> step() {
            return partition.partition().measure(place).thenApply(this::stepped);
        }

        private boolean stepped(SizeStep step) {
            step.seen().forEach((tableId, seen) -> tables.merge(tableId, seen, TableSize::plus));
            WalkPlace next = step.next();
            if (next == null) {
                books.note(new PartitionCount(partition.id(), logIndex, tables));
                return true;
            }
            place = next;
            return false;
        }
    }
}
