package io.stator.txn;

import org.jspecify.annotations.Nullable;

/**
 * The state of a transaction, which lies with its anchor and is its one commit point. From no record to {@link Begun} to one of
 * the others, or at once to one of those; never from one of those to another. Removed in the end, by {@code
 * Anchor.remove}.
 */
public sealed interface TransactionRecord {
    TransactionHeader header();

    /** Null: there is none, or it may be used again. */
    @Nullable
    RequestToken token();

    /**
     * Undecided.
     *
     * @param stamp of the anchor's intent, which stands as long as this does
     */
    record Begun(
            TransactionHeader header,
            IntentStamp stamp,
            @Nullable RequestToken token) implements TransactionRecord {}

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
