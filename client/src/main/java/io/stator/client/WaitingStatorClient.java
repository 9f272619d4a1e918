package io.stator.client;

import io.stator.model.Item;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableSize;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Waits for another client's futures, as {@link Waiting} does. */
final class WaitingStatorClient implements BlockingStatorClient {
    private final StatorClient client;
    private final OptimisticTransactions transactions;

    WaitingStatorClient(StatorClient client, OptimisticTransactions transactions) {
        this.client = client;
        this.transactions = transactions;
    }

    @Override
    public TableInfo createTable(TableDefinition definition) {
        return Waiting.written(client.createTable(definition));
    }

    @Override
    public TableInfo describeTable(String name) {
        return Waiting.read(client.describeTable(name));
    }

    @Override
    public Optional<TableSize> tableSize(String name) {
        return Waiting.read(client.tableSize(name));
    }

    @Override
    public TableInfo deleteTable(String name) {
        return Waiting.written(client.deleteTable(name));
    }

    @Override
    public TableInfo updateTable(TableChange change) {
        return Waiting.written(client.updateTable(change));
    }

    @Override
    public TableInfo tagTable(String name, List<Tag> tags) {
        return Waiting.written(client.tagTable(name, tags));
    }

    @Override
    public TableInfo untagTable(String name, List<String> keys) {
        return Waiting.written(client.untagTable(name, keys));
    }

    @Override
    public TableInfo updateTimeToLive(TimeToLiveChange change) {
        return Waiting.written(client.updateTimeToLive(change));
    }

    @Override
    public List<String> listTables() {
        return Waiting.read(client.listTables());
    }

    @Override
    public Optional<Item> put(Put put) {
        return Waiting.written(client.put(put));
    }

    @Override
    public Optional<Item> update(Update update) {
        return Waiting.written(client.update(update));
    }

    @Override
    public Optional<Item> delete(Delete delete) {
        return Waiting.written(client.delete(delete));
    }

    @Override
    public Optional<Item> get(Get get) {
        return Waiting.read(client.get(get));
    }

    @Override
    public ItemPage query(Query query) {
        return Waiting.read(client.query(query));
    }

    @Override
    public ItemPage scan(Scan scan) {
        return Waiting.read(client.scan(scan));
    }

    @Override
    public Iterable<Item> queryAll(Query query) {
        return () -> new PagedItems(query.exclusiveStartKey(), startKey -> query(query.startAfter(startKey)));
    }

    @Override
    public Iterable<Item> scanAll(Scan scan) {
        return () -> new PagedItems(scan.exclusiveStartKey(), startKey -> scan(scan.startAfter(startKey)));
    }

    @Override
    public BatchGetResult batchGet(BatchGet batch) {
        return Waiting.read(client.batchGet(batch));
    }

    @Override
    public BatchWrite batchWrite(BatchWrite batch) {
        return Waiting.written(client.batchWrite(batch));
    }

    @Override
    public void transactWrite(TransactWrite write) {
        Waiting.written(client.transactWrite(write));
    }

    @Override
    public List<Optional<Item>> transactGet(TransactGet get) {
        return Waiting.read(client.transactGet(get));
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Function<BlockingTransaction, T> work) {
        return transactions.runHere(work);
    }
}
