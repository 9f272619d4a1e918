package io.stator.txn.coordinator;

import io.stator.txn.Refusal;
import io.stator.txn.TransactionAnswer.TokenUse;
import java.util.List;
import java.util.Optional;

/** What became of a transaction, as far as its coordinator can know. */
public sealed interface TransactionOutcome {

    /** All of it holds. */
    record Committed() implements TransactionOutcome {}

    /** Nothing of it holds, nor ever will. @param refusals in the request's order; empty: this item was not in the way */
    record Cancelled(List<Optional<Refusal>> refusals) implements TransactionOutcome {
        public Cancelled {
            refusals = List.copyOf(refusals);
        }
    }

    /** Nothing was done by this attempt: the token is another's. */
    record TokenUsed(TokenUse use) implements TransactionOutcome {}

    /** Nothing of it holds, nor ever will, for no fault of the request: it may be tried again, under another id. */
    record NotDone() implements TransactionOutcome {}

    /** It may hold, or not, or may yet. Only a retry with its token can tell. */
    record Unknown() implements TransactionOutcome {}
}
