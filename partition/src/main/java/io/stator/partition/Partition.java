package io.stator.partition;

import io.stator.model.Bounds;
import io.stator.model.EncodedKey;
import io.stator.model.TableInfo;
import io.stator.txn.TransactionHeader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One replica of one partition. Thread-safe. Writes and strong reads are served by the leader only.
 * Futures complete exceptionally with a {@link io.stator.consensus.ConsensusException} where the log
 * could not do it; every answer of the log itself is an outcome.
 */
public interface Partition {

    /** Through the log. A retry, which has the {@link WriteId} of the first attempt, is answered as that was. */
    CompletableFuture<WriteOutcome> write(ItemWrite write);

    /** How many writes with an id were ever answered here, as far as this replica has applied the log. */
    long writeCount();

    /** Whether a retry of a write that was first sent then would still be known as one; once false, it stays so. */
    boolean remembers(WriteId id);

    /** @param strong linearizable, or {@link ReadOutcome.Blocked}; else from this replica's state, whoever leads */
    CompletableFuture<ReadOutcome<Optional<SizedItem>>> get(
            TableInfo table, EncodedKey key, long epoch, boolean strong);

    /**
     * @param strong each item linearizable, or {@link ReadOutcome.Blocked}, or THROTTLING if too many intents are in the way; else from
     *     this replica's state
     */
    CompletableFuture<ReadOutcome<Page>> page(PageRequest request, boolean strong);

    /**
     * Looks at the next items of a table with a time to live, a bounded number, on the caller's thread and in this replica's state as
     * it is; deletes through the log those that have expired, each unless it, or the table's time to live, has changed since it
     * was seen. A failure leaves the step to be done again.
     *
     * @param nowMillis wall clock, since 1970: what items expire by
     */
    CompletableFuture<ExpiryStep> expire(WalkPlace from, long nowMillis);

    /**
     * Adds up the sizes of the next items, a bounded number, on the caller's thread and in this replica's state as it is. A failure
     * leaves the step to be done again.
     */
    CompletableFuture<SizeStep> measure(WalkPlace from);

    /**
     * A message of a transaction: through the log, with this replica's stamp, or, if it only asks, as a strong read. THROTTLING and
     * SERVICE_UNAVAILABLE: nothing was done; too many intents stand here, or the deadline is further ahead than {@link
     * TransactionTimes#latestDeadline} by this replica's clock.
     */
    CompletableFuture<StepOutcome> step(TransactionStep step);

    /**
     * What of transactions is to be taken to its end, in this replica's state as it is, on the caller's thread. Each call looks at a
     * bounded number of records and goes on behind the last; so what is due is seen after some calls.
     *
     * @param max of each kind
     */
    CompletableFuture<UnfinishedTransactions> unfinished(long nowStamp, int max);

    /**
     * Transactions of which intents stand here: not decided, or decided a moment ago. In this replica's state as it is, on the caller's
     * thread; each once.
     */
    CompletableFuture<List<TransactionHeader>> underWay(int max);

    /** First command of a new partition; repeated, it changes nothing. */
    CompletableFuture<Void> establish(long partitionId, long epoch, Bounds bounds);

    /** Makes the table known; done again, or with an older schema version, it changes nothing. */
    CompletableFuture<Void> installTable(TableInfo table);

    /** Stops serving the table, for ever; its items are trimmed in the background. */
    CompletableFuture<Void> dropTable(long tableId);

    /** Through the log: every replica computes its digest at the index that this answers with. */
    CompletableFuture<Long> startDigest();

    /** This replica's digest at that index, when it is computed; only the newest few are kept. */
    Optional<Digest> digest(long logIndex);

    /** Its own view of what it owns; empty before it is established. */
    Optional<Bounds> bounds();

    /** 0 before it is established. */
    long epoch();
}
