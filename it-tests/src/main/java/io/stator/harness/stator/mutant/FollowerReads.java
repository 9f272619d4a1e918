package io.stator.harness.stator.mutant;

import io.stator.harness.stator.cluster.DelegatingPartition;
import io.stator.model.EncodedKey;
import io.stator.model.TableInfo;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.Partition;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizedItem;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Answers strong reads from whatever this replica has, whoever leads. */
final class FollowerReads extends DelegatingPartition {
    FollowerReads(Partition right) {
        super(right);
    }

    @Override
    public CompletableFuture<ReadOutcome<Optional<SizedItem>>> get(
            TableInfo table, EncodedKey key, long epoch, boolean strong) {
        return super.get(table, key, epoch, false);
    }

    @Override
    public CompletableFuture<ReadOutcome<Page>> page(PageRequest request, boolean strong) {
        return super.page(request, false);
    }
}
