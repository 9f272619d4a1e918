package io.stator.partition;

import io.stator.txn.Intent;
import io.stator.txn.TransactionRecord;
import java.util.List;

/**
 * What somebody has to see to, for its coordinator may be lost.
 *
 * @param overdue intents whose deadline is over
 * @param due records for which there is something to do: {@link io.stator.txn.recovery.RecordRecovery#isDue}
 */
public record UnfinishedTransactions(List<Intent> overdue, List<TransactionRecord> due) {
    public static final UnfinishedTransactions NONE = new UnfinishedTransactions(List.of(), List.of());

    public UnfinishedTransactions {
        overdue = List.copyOf(overdue);
        due = List.copyOf(due);
    }
}
