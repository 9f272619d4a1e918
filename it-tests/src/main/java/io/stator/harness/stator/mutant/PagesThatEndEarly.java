package io.stator.harness.stator.mutant;

import io.stator.harness.stator.cluster.DelegatingPartition;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.Partition;
import io.stator.partition.ReadOutcome;
import java.util.concurrent.CompletableFuture;

/** Takes a page that is as full as its limit lets it be for the last one. */
final class PagesThatEndEarly extends DelegatingPartition {
    PagesThatEndEarly(Partition right) {
        super(right);
    }

    @Override
    public CompletableFuture<ReadOutcome<Page>> page(PageRequest request, boolean strong) {
        return super.page(request, strong).thenApply(outcome -> {
            if (outcome instanceof ReadOutcome.Found<Page> found
                    && found.value().scannedCount() == request.limit()) {
                Page page = found.value();
                return new ReadOutcome.Found<>(new Page(
                        page.items(), false, page.itemBytes(), page.scannedCount(), page.count(), page.lastItem()));
            }
            return outcome;
        });
    }
}
