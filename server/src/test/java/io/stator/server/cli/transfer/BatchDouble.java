package io.stator.server.cli.transfer;

import io.stator.client.BatchGet;
import io.stator.client.BatchGetResult;
import io.stator.client.BatchWrite;
import io.stator.client.BlockingStatorClient;
import io.stator.client.Delete;
import io.stator.client.Get;
import io.stator.client.ItemPage;
import io.stator.client.Put;
import io.stator.client.Query;
import io.stator.client.Scan;
import io.stator.client.StatorClient;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.client.Transaction;
import io.stator.client.Update;
import io.stator.model.Item;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableSize;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A client that knows batch writes alone, and answers them as it is told. */
final class BatchDouble implements StatorClient {
    private final List<Item> stored = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final Function<Call, CompletableFuture<BatchWrite>> answer;

    /** One call: its number, from 1, and what it wants. */
    record Call(int number, BatchWrite batch) {
        List<Item> items() {
            return batch.entries().stream()
                    .map(entry -> ((BatchWrite.PutEntry) entry).item())
                    .toList();
        }
    }

    /** @param answer gives what is left unprocessed, or fails; the rest is then stored */
    BatchDouble(Function<Call, CompletableFuture<BatchWrite>> answer) {
        this.answer = answer;
    }

    static CompletableFuture<BatchWrite> allDone() {
        return CompletableFuture.completedFuture(BatchWrite.of());
    }

    /** In the order in which they were stored. */
    List<Item> stored() {
        return stored;
    }

    List<Integer> sizes() {
        return sizes;
    }

    int calls() {
        return calls.get();
    }

    int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public CompletableFuture<BatchWrite> batchWrite(BatchWrite batch) {
        Call call = new Call(calls.incrementAndGet(), batch);
        sizes.add(batch.entries().size());
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        return answer.apply(call).whenComplete((rest, failure) -> {
            underWay.decrementAndGet();
            if (failure == null) {
                batch.entries().stream()
                        .filter(entry -> !rest.entries().contains(entry))
                        .forEach(entry -> stored.add(((BatchWrite.PutEntry) entry).item()));
            }
        });
    }

    @Override
    public CompletableFuture<Void> transactWrite(TransactWrite write) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<Optional<Item>>> transactGet(TransactGet get) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> CompletableFuture<T> inTransaction(Function<Transaction, CompletableFuture<T>> work) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BlockingStatorClient blocking() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<TableInfo> createTable(TableDefinition definition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<TableInfo> updateTable(TableChange change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<TableInfo> tagTable(String name, List<Tag> tags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<TableInfo> untagTable(String name, List<String> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<TableInfo> updateTimeToLive(TimeToLiveChange change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<TableInfo> describeTable(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<TableSize>> tableSize(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<TableInfo> deleteTable(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<List<String>> listTables() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<Item>> put(Put put) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<Item>> update(Update update) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<Item>> delete(Delete delete) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Optional<Item>> get(Get get) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ItemPage> query(Query query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<ItemPage> scan(Scan scan) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<BatchGetResult> batchGet(BatchGet batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
