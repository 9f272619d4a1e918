package io.stator.server.replica;

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

/** A partition that nobody asks anything. */
class IdlePartition implements Partition {
    @Override
    public CompletableFuture<WriteOutcome> write(ItemWrite write) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long writeCount() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean remembers(WriteId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ReadOutcome<Optional<SizedItem>>> get(
            TableInfo table, EncodedKey key, long epoch, boolean strong) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ReadOutcome<Page>> page(PageRequest request, boolean strong) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ExpiryStep> expire(WalkPlace from, long nowMillis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<SizeStep> measure(WalkPlace from) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<StepOutcome> step(TransactionStep step) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<UnfinishedTransactions> unfinished(long nowStamp, int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<TransactionHeader>> underWay(int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> establish(long partitionId, long epoch, Bounds bounds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> installTable(TableInfo table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> dropTable(long tableId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Long> startDigest() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Digest> digest(long logIndex) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Bounds> bounds() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long epoch() {
        throw new UnsupportedOperationException();
    }
}
