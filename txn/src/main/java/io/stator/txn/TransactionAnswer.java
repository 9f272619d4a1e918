package io.stator.txn;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a partition answers to a {@link TransactionMessage}. */
public sealed interface TransactionAnswer {

    /** The intent stands. */
    record Prepared(IntentStamp stamp) implements TransactionAnswer {}

    /** No intent was made. */
    record Refused(Refusal refusal) implements TransactionAnswer {}

    /**
     * Nothing was done, nor ever will be by this transaction.
     *
     * @param refusals in the order of the message's keys; empty: this item was not in the way
     */
    record RefusedTogether(List<Optional<Refusal>> refusals) implements TransactionAnswer {
        public RefusedTogether {
            refusals = List.copyOf(refusals);
        }
    }

    /** The partition does not own all of the keys. It may have done so before, and done what was asked for. */
    record Apart() implements TransactionAnswer {}

    /** Another transaction used the token. */
    record TokenUsed(TokenUse use) implements TransactionAnswer {}

    record Decided(Decision decision) implements TransactionAnswer {}

    /** It may have been committed, and its record be gone; or it never was. It will not be committed from now on. */
    record Forgotten() implements TransactionAnswer {}

    record Settled(Verdict verdict) implements TransactionAnswer {}

    /** What was asked for holds, by this message or an earlier one. */
    record Done() implements TransactionAnswer {}

    /** A write met this intent and did nothing. */
    record Blocked(Intent intent) implements TransactionAnswer {}

    /** A write met an intent in its last attempt: TransactionConflictException. */
    record Conflicted() implements TransactionAnswer {}

    /** @param intent null: none stands */
    record Seen(StoredValue value, @Nullable Intent intent) implements TransactionAnswer {}

    /** By what another transaction used a token for. */
    enum TokenUse {
        /** The same request was done. */
        COMMITTED,
        /** The same request is undecided: TransactionInProgressException. */
        IN_PROGRESS,
        /** Another request: IdempotentParameterMismatchException. */
        OTHER_PARAMETERS
    }
}
