package io.stator.client;

import io.stator.client.routing.ErrorCodec;
import io.stator.model.ErrorCode;
import io.stator.model.Item;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableSize;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Waits for another client's futures. A wait that is interrupted ends with a StatorException and the
 * thread's flag set: the outcome of a write is then unknown.
 */
final class WaitingStatorClient implements BlockingStatorClient {
    private final StatorClient client;

    WaitingStatorClient(StatorClient client) {
        this.client = client;
    }

    @Override
    public TableInfo createTable(TableDefinition definition) {
        return written(client.createTable(definition));
    }

    @Override
    public TableInfo describeTable(String name) {
        return read(client.describeTable(name));
    }

    @Override
    public Optional<TableSize> tableSize(String name) {
        return read(client.tableSize(name));
    }

    @Override
    public TableInfo deleteTable(String name) {
        return written(client.deleteTable(name));
    }

    @Override
    public TableInfo updateTable(TableChange change) {
        return written(client.updateTable(change));
    }

    @Override
    public TableInfo tagTable(String name, List<Tag> tags) {
        return written(client.tagTable(name, tags));
    }

    @Override
    public TableInfo untagTable(String name, List<String> keys) {
        return written(client.untagTable(name, keys));
    }

    @Override
    public TableInfo updateTimeToLive(TimeToLiveChange change) {
        return written(client.updateTimeToLive(change));
    }

    @Override
    public List<String> listTables() {
        return read(client.listTables());
    }

    @Override
    public Optional<Item> put(Put put) {
        return written(client.put(put));
    }

    @Override
    public Optional<Item> update(Update update) {
        return written(client.update(update));
    }

    @Override
    public Optional<Item> delete(Delete delete) {
        return written(client.delete(delete));
    }

    @Override
    public Optional<Item> get(Get get) {
        return read(client.get(get));
    }

    @Override
    public ItemPage query(Query query) {
        return read(client.query(query));
    }

    @Override
    public ItemPage scan(Scan scan) {
        return read(client.scan(scan));
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
        return read(client.batchGet(batch));
    }

    @Override
    public BatchWrite batchWrite(BatchWrite batch) {
        return written(client.batchWrite(batch));
    }

    private static <T> T read(CompletableFuture<T> future) {
        return await(future, ErrorCode.SERVICE_UNAVAILABLE);
    }

    private static <T> T written(CompletableFuture<T> future) {
        return await(future, ErrorCode.OUTCOME_UNKNOWN);
    }

    private static <T> T await(CompletableFuture<T> future, ErrorCode ifInterrupted) {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StatorException(ifInterrupted, "Interrupted while waiting for the answer", interrupted);
        } catch (ExecutionException failed) {
            // Thrown anew, so that its stack shows who called.
            StatorException error = ErrorCodec.toStatorException(failed);
            throw new StatorException(error.code(), String.valueOf(error.getMessage()), error.item(), error);
        }
    }
}
