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
import java.util.function.Function;

/**
 * A client of one cluster. Thread-safe; make one and share it. Every future fails with a {@link
 * io.stator.model.StatorException} whose code says what is known. A write whose answer was lost is
 * sent again and applied once; one that ended in OUTCOME_UNKNOWN, which was not answered by the deadline, may or may not
 * have been applied, or may yet be.
 *
 * <p>A put, update or delete that meets an item with an undecided transaction waits for the decision, for a bounded time.
 * Then it fails with TRANSACTION_CONFLICT, DynamoDB's TransactionConflictException: it was not applied, nor will it be, and
 * may be asked for anew.
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

    /**
     * All of it or nothing, in any tables. Transactions are strictly serializable with one another and with strong reads and
     * writes of single items: each takes effect at one moment between its call and its answer. Queries, scans and batches
     * may see a part of it. A request without a token gets one, so that it is done once, however often its answer is lost.
     *
     * <p>Fails with a {@link io.stator.model.TransactionCanceledException} if nothing of it was done, nor will be, with the
     * reasons in the order of the entries: a condition that failed, another transaction that had an item. With
     * TRANSACTION_IN_PROGRESS or IDEMPOTENT_PARAMETER_MISMATCH if its token is another request's ({@link
     * TransactWrite#withToken}); with OUTCOME_UNKNOWN as writes of items do.
     */
    CompletableFuture<Void> transactWrite(TransactWrite write);

    /**
     * Items, at most 4 MB of them, as they were at one moment between the call and its answer. Writes nothing and keeps
     * nobody away. Fails with a {@link io.stator.model.TransactionCanceledException} if they changed whenever they were
     * looked at.
     *
     * @return in the order of the gets; empty: there is none
     */
    CompletableFuture<List<Optional<Item>>> transactGet(TransactGet get);

    /**
     * A transaction in several steps: carries out the work, commits what it has written to the {@link Transaction}, and
     * answers what it answered. If another transaction was in the way, or what it had read has changed, nothing was done, and
     * it is carried out anew, with a new transaction, after a back-off; so it may run several times, and must do nothing else
     * that matters. Each run but the first begins before the time of one call is over ({@link
     * StatorClientBuilder#deadline}, 10 s by default); each call that it makes has that time for itself.
     *
     * <p>At last it fails with the {@link io.stator.model.TransactionCanceledException} whose only reason is
     * TransactionConflict. Any other failure, of the work or the commit, ends it at once and is passed on as it is; only if
     * it is OUTCOME_UNKNOWN may anything have been written. A failure that the work makes of several reads may come of
     * items as they were at different moments: {@link Transaction#getAll} reads them as they were at one.
     *
     * @param work runs on the caller's thread at first, later on threads that it must not block
     */
    <T> CompletableFuture<T> inTransaction(Function<Transaction, CompletableFuture<T>> work);

    /** Closes its connections; calls under way fail. */
    @Override
    void close();
}
