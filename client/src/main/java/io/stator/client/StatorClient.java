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
import java.util.concurrent.CompletableFuture;

/**
 * A client of one cluster. Thread-safe; make one and share it. Every future fails with a {@link
 * io.stator.model.StatorException} whose code says what is known. A write whose answer was lost is
 * sent again and applied once; one that ended in OUTCOME_UNKNOWN, which was not answered by the deadline, may or may not
 * have been applied, or may yet be.
 */
public interface StatorClient extends AutoCloseable {

    /** Connects with default settings; the addresses (host:port) of some nodes are enough. Does no I/O yet. */
    static StatorClient connect(String... addresses) {
        return builder().addresses(List.of(addresses)).build();
    }

    static StatorClientBuilder builder() {
        return new StatorClientBuilder();
    }

    /** The same client, blocking. */
    BlockingStatorClient blocking();

    /** On demand. Completes when the table is usable everywhere. */
    default CompletableFuture<TableInfo> createTable(TableSchema schema) {
        return createTable(TableDefinition.of(schema));
    }

    /** Completes when the table is usable everywhere. */
    CompletableFuture<TableInfo> createTable(TableDefinition definition);

    CompletableFuture<TableInfo> describeTable(String name);

    /**
     * How much is in a table, as it was when the cluster last counted, which may be hours ago: the setting {@code
     * sizes.pass.millis} says how often it does. Empty: it has not counted everything since it was started.
     */
    CompletableFuture<Optional<TableSize>> tableSize(String name);

    /** Completes when the table is gone everywhere. */
    CompletableFuture<TableInfo> deleteTable(String name);

    /** Billing, class or protection of an ACTIVE table, one in a call as DynamoDB has it. Completes when it is ACTIVE again. */
    CompletableFuture<TableInfo> updateTable(TableChange change);

    /** In the place of tags with the same keys; {@link io.stator.model.TableProperties#tags} has them all. */
    CompletableFuture<TableInfo> tagTable(String name, List<Tag> tags);

    CompletableFuture<TableInfo> untagTable(String name, List<String> keys);

    /** Completes when it is decided: {@link io.stator.model.TableProperties#timeToLive} says how far it is. Once an hour. */
    CompletableFuture<TableInfo> updateTimeToLive(TimeToLiveChange change);

    /** All names, ascending. */
    CompletableFuture<List<String>> listTables();

    /** @return the old item, if it was asked for and there was one */
    CompletableFuture<Optional<Item>> put(Put put);

    /** @return the attributes that {@link Update#returnValues} asks for */
    CompletableFuture<Optional<Item>> update(Update update);

    /** @return the old item, if it was asked for and there was one */
    CompletableFuture<Optional<Item>> delete(Delete delete);

    CompletableFuture<Optional<Item>> get(Get get);

    /** One page. */
    CompletableFuture<ItemPage> query(Query query);

    /** One page. */
    CompletableFuture<ItemPage> scan(Scan scan);

    CompletableFuture<BatchGetResult> batchGet(BatchGet batch);

    /** @return what was not done and may be sent again */
    CompletableFuture<BatchWrite> batchWrite(BatchWrite batch);

    /** Closes its connections; calls under way fail. */
    @Override
    void close();
}
