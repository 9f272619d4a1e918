package io.stator.txn.participant;

import io.stator.txn.Change;
import io.stator.txn.Refusal;

/** What the partition makes of one item of a request, by the item that is there. */
public sealed interface Evaluation {

    /** Its condition holds, and this is what the commit is to do. */
    record Accepted(Change change) implements Evaluation {}

    record Rejected(Refusal refusal) implements Evaluation {}
}
