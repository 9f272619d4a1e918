package io.stator.harness.stator.mutant;

import io.stator.harness.stator.cluster.DelegatingPartition;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.Partition;
import io.stator.partition.ReadOutcome;
import java.util.concurrent.CompletableFuture;

/** Leaves out the first item of every page of several. */
final class PagesWithoutFirst extends DelegatingPartition {
    PagesWithoutFirst(Partition right) {
        super(right);
    }

    @Override
    public CompletableFuture<ReadOutcome<Page>> page(PageRequest request, boolean strong) {
        return super.page(request, strong).thenApply(PagesWithoutFirst::withoutFirst);
    }

    private static ReadOutcome<Page> withoutFirst(ReadOutcome<Page> outcome) {
        if (outcome instanceof ReadOutcome.Found<Page> found
                && found.value().items().size() > 1) {
            Page page = found.value();
            return new ReadOutcome.Found<>(new Page(
                    page.items().subList(1, page.items().size()),
                    page.more(),
                    page.itemBytes(),
                    page.scannedCount(),
                    page.count(),
                    page.lastItem()));
        }
        return outcome;
    }
}
