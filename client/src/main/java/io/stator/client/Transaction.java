package io.stator.client;

import io.stator.model.Item;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A transaction in several steps, for the time of {@link StatorClient#inTransaction}'s work; it is committed after that.
 * Thread-safe: what is asked of it is carried out in the order in which it was asked, one after another, so that answers
 * need not be waited for.
 *
 * <p>It is optimistic: it keeps nobody away until it is committed. Then, in one {@link StatorClient#transactWrite}, all that
 * it wrote is written, if all that it read is still as it was; else nothing is. So what was read and written is as if
 * all of it had happened at the moment of the commit: strictly serializable. What is written without having been read is
 * written whatever it is by then. A transaction that wrote nothing is committed by looking at the items once more, all at
 * once, and if it asked the server but once, by nothing.
 *
 * <p>It knows items by their keys only: another item that appears beside those that were read, such as a new one of the same
 * item collection, is nothing that the commit would see. Queries and scans are no part of it. It has at most 100 items, and
 * what it writes is at most 4 MB.
 *
 * <p>Before the commit, items that were read by different calls may be as they were at different moments.
 *
 * <p>Every method throws an IllegalStateException when the transaction has ended.
 */
public interface Transaction {
    /**
     * What it wrote last, or else the item as it was when this transaction first read it, which may be now. The whole item is
     * read, whatever the projection; the get's consistency does not matter.
     */
    CompletableFuture<Optional<Item>> get(Get get);

    /**
     * The same for several keys, of which an item may have several. Those that were neither read nor written yet are read as
     * they are at one moment.
     *
     * @return in the order of the gets
     */
    CompletableFuture<List<Optional<Item>>> getAll(TransactGet get);

    /**
     * Puts an item in the place of the one with its key, if there is one.
     *
     * @return when it is noted; if the item is invalid it fails, and so will the commit, whoever looks at this
     */
    CompletableFuture<Void> put(String table, Item item);

    /**
     * Deletes an item; there need not be one.
     *
     * @return as {@link #put} does
     */
    CompletableFuture<Void> delete(String table, Item key);

    /**
     * Reads an item and puts what is made of it in its place.
     *
     * @param change is given the key attributes alone if there is no item; must leave them as they are, and not block
     * @return as {@link #put} does
     */
    CompletableFuture<Void> modify(String table, Item key, UnaryOperator<Item> change);
}
