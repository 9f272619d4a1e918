package io.stator.harness.stator.cluster;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.TableInfo;
import io.stator.partition.Digest;
import io.stator.partition.ExpiryStep;
import io.stator.partition.ItemWrite;
import io.stator.partition.Page;
import io.stator.partition.PageRequest;
import io.stator.partition.Partition;
import io.stator.partition.ReadOutcome;
import io.stator.partition.SizeStep;
import io.stator.partition.SizedItem;
import io.stator.partition.StepOutcome;
import io.stator.partition.TransactionStep;
import io.stator.partition.UnfinishedTransactions;
import io.stator.partition.WalkPlace;
import io.stator.partition.WriteId;
import io.stator.partition.WriteOutcome;
import io.stator.txn.TransactionHeader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does what the right one does. */
public abstract class DelegatingPartition implements Partition {
    private final Partition right;

    protected DelegatingPartition(Partition right) {
        this.right = right;
    }

    @Override
    public CompletableFuture<WriteOutcome> write(ItemWrite write) {
        return right.write(write);
    }

    @Override
    public CompletableFuture<ReadOutcome<Optional<SizedItem>>> get(
            TableInfo table, EncodedKey key, long epoch, boolean strong) {
        return right.get(table, key, epoch, strong);
    }

    @Override
    public CompletableFuture<ReadOutcome<Page>> page(PageRequest request, boolean strong) {
        return right.page(request, strong);
    }

    @Override
    public CompletableFuture<ExpiryStep> expire(WalkPlace from, long nowMillis) {
        return right.expire(from, nowMillis);
    }

    @Override
    public CompletableFuture<SizeStep> measure(WalkPlace from) {
        return right.measure(from);
    }

    @Override
    public CompletableFuture<StepOutcome> step(TransactionStep step) {
        return right.step(step);
    }

    @Override
    public CompletableFuture<UnfinishedTransactions> unfinished(long nowStamp, int max) {
        return right.unfinished(nowStamp, max);
    }

    @Override
    public CompletableFuture<List<TransactionHeader>> underWay(int max) {
        return right.underWay(max);
    }

    @Override
    public CompletableFuture<Void> establish(long partitionId, long epoch, Bounds bounds) {
        return right.establish(partitionId, epoch, bounds);
    }

    @Override
    public CompletableFuture<Void> installTable(TableInfo table) {
        return right.installTable(table);
    }

    @Override
    public CompletableFuture<Void> dropTable(long tableId) {
        return right.dropTable(tableId);
    }

    @Override
    public CompletableFuture<Long> startDigest() {
        return right.startDigest();
    }

    @Override
    public Optional<Digest> digest(long logIndex) {
        return right.digest(logIndex);
    }

    @Override
    public long writeCount() {
        return right.writeCount();
    }

    @Override
    public boolean remembers(WriteId id) {
        return right.remembers(id);
    }

    @Override
    public Optional<Bounds> bounds() {
        return right.bounds();
    }

    @Override
    public long epoch() {
        return right.epoch();
    }
}
