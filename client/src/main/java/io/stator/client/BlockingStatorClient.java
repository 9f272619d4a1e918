package io.stator.client;

import io.stator.model.Item;
import io.stator.model.TableInfo;
import io.stator.model.TableSchema;
import java.util.List;
import java.util.Optional;

/** {@link StatorClient}, blocking: the same calls, each returning its value or throwing its StatorException. */
public interface BlockingStatorClient {
    TableInfo createTable(TableSchema schema);

    TableInfo describeTable(String name);

    TableInfo deleteTable(String name);

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
}
