package io.stator.partition;

import io.stator.model.Limits;
import io.stator.txn.participant.Retention;

/** How long things of transactions take at most. Apply counts on the retention, so it is a constant: the same on every replica for ever. */
public final class TransactionTimes {
    /** From a transaction's beginning to its deadline, of whoever gives it one. */
    public static final long DEADLINE_AHEAD_MILLIS_MAX = 10_000;

    /** Committed: DynamoDB knows a token for so long. Aborted: longer than a copy of a message is on its way. */
    public static final Retention RETENTION =
            new Retention(HybridClock.stamps(Limits.TRANSACTION_TOKEN_MILLIS), HybridClock.stamps(10_000));

    private TransactionTimes() {}

    /**
     * The latest deadline that is taken by whoever's clock says this, for others' clocks may be ahead. One from far ahead would keep
     * everybody away from its items for as long, and would raise horizons to there.
     */
    public static long latestDeadline(long stamp) {
        return stamp + HybridClock.stamps(DEADLINE_AHEAD_MILLIS_MAX + HybridClock.AHEAD_MILLIS_MAX);
    }
}
