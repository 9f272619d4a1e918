package io.stator.harness.stator.client;

import io.stator.client.BlockingTransaction;
import io.stator.client.ItemPage;
import io.stator.client.TransactGet;
import io.stator.client.TransactWrite;
import io.stator.model.AttributeValue;
import io.stator.model.Item;
import io.stator.model.TableSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tables and their items, as the workloads use them, by whatever client. Thread-safe.
 *
 * <p>Each call blocks for some seconds at most. What it fails with is a {@link io.stator.model.StatorException} whose code
 * says what is known of <em>all</em> its attempts together, however often the client sent it:
 *
 * <ul>
 *   <li>CONDITIONAL_CHECK_FAILED, RESOURCE_NOT_FOUND, RESOURCE_IN_USE, LIMIT_EXCEEDED, VALIDATION,
 *       IDEMPOTENT_PARAMETER_MISMATCH: nothing was done, and why.
 *   <li>TRANSACTION_CANCELED, which is a {@link io.stator.model.TransactionCanceledException}, and TRANSACTION_CONFLICT: nothing
 *       was done, nor will be.
 *   <li>TRANSACTION_IN_PROGRESS: nothing was done by this call; another one with its token is not decided.
 *   <li>A retryable code: nothing was done.
 *   <li>OUTCOME_UNKNOWN, REQUEST_EXPIRED, INTERNAL_SERVER_ERROR: it may have been done, or may yet be.
 * </ul>
 *
 * Any other exception is one that no fault of a cluster explains.
 */
public interface TableClient extends AutoCloseable {
    /** Returns when the table can be used. */
    void createTable(TableSchema schema);

    /** Returns when the table is gone. */
    void deleteTable(String table);

    Optional<Item> get(String table, Item key, boolean strong);

    void put(String table, Item item);

    /**
     * Puts the item if the one in its place has this attribute with this string.
     *
     * @param expected null: if the one in its place has no such attribute, or there is none
     */
    void replace(String table, Item item, String attribute, @Nullable String expected);

    /**
     * Adds a number to a number, or elements to a set; an attribute that is absent is zero, or empty.
     *
     * @return the attribute as it is then
     */
    Optional<Item> add(String table, Item key, String attribute, AttributeValue value);

    /** Appends to a list; one that is absent is empty. */
    void append(String table, Item key, String attribute, AttributeValue element);

    void delete(String table, Item key);

    ItemPage page(PageQuestion question);

    /** All of it, or nothing. Under its token, or one of the call's own, its attempts are one. */
    void transactWrite(TransactWrite write);

    /**
     * What is there at one moment.
     *
     * @return in the order of the gets
     */
    List<Optional<Item>> transactGet(TransactGet get);

    /** Whether {@link #tryTransaction} is possible. */
    boolean hasSteps();

    /**
     * Carries out work in a transaction of several steps, once: if another one was in the way, nothing was done.
     *
     * @return what the work returned
     * @throws UnsupportedOperationException if the client has no such transactions
     */
    <T> T tryTransaction(Function<BlockingTransaction, T> work);

    @Override
    void close();
}
