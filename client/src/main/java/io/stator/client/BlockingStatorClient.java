package io.stator.client;

import io.stator.model.Item;
import io.stator.model.TableChange;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import io.stator.model.TableSize;
import io.stator.model.Tag;
import io.stator.model.TimeToLiveChange;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link StatorClient}, blocking: the same calls, each returning its value or throwing its StatorException. */
public interface BlockingStatorClient {
    default TableInfo createTable(TableSchema schema) {
        return createTable(TableDefinition.of(schema));
    }

    TableInfo createTable(TableDefinition definition);

    TableInfo describeTable(String name);

    Optional<TableSize> tableSize(String name);

    TableInfo deleteTable(String name);

    TableInfo updateTable(TableChange change);

    TableInfo tagTable(String name, List<Tag> tags);

    TableInfo untagTable(String name, List<String> keys);

    TableInfo updateTimeToLive(TimeToLiveChange change);

    List<String> listTables();

    Optional<Item> put(Put put);

    Optional<Item> update(Update update);

    Optional<Item> delete(Delete delete);

    Optional<Item> get(Get get);

    ItemPage query(Query query);

    ItemPage scan(Scan scan);

    /** All items, page by page as they are asked for; each iterator starts anew. */
    Iterable<Item> queryAll(Query query);

    /** All items, page by page as they are asked for; each iterator starts anew. */
    Iterable<Item> scanAll(Scan scan);

    BatchGetResult batchGet(BatchGet batch);

    BatchWrite batchWrite(BatchWrite batch);

    void transactWrite(TransactWrite write);

    List<Optional<Item>> transactGet(TransactGet get);

    /**
     * As {@link StatorClient#inTransaction}, on the caller's thread, whatever the work throws.
     *
     * @param work may run several times; null is an answer, too
     */
    <T extends @Nullable Object> T inTransaction(Function<BlockingTransaction, T> work);
}
