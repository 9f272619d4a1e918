package io.stator.txn;

import org.jspecify.annotations.Nullable;

/**
 * How a transaction was decided, which lies with its anchor and is its one commit point: until there is a record it is undecided.
 * Never changes from one kind to the other. Removed in the end, by {@code Anchor.remove}.
 */
public sealed interface TransactionRecord {
    TransactionHeader header();

    /** Null: there is none, or it may be used again. */
    @Nullable
    RequestToken token();

    /**
     * @param unconfirmed intents that may still stand; they count
     * @param keepUntil a stamp: its token is known until then
     */
    record Committed(TransactionHeader header, @Nullable RequestToken token, CountedIntents unconfirmed, long keepUntil)
            implements TransactionRecord {}

    /** @param keepUntil a stamp: until then what comes late is told so */
    record Aborted(TransactionHeader header, long keepUntil) implements TransactionRecord {
        @Override
        public @Nullable RequestToken token() {
            return null;
        }
    }
}
