package io.stator.simulation;

import io.stator.harness.anomaly.IsolationLevel;
import io.stator.harness.anomaly.ListAppendChecker;
import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.Transaction;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.harness.anomaly.TransactionVerdict;
import io.stator.harness.history.Operation;
import java.util.ArrayList;
import java.util.List;

/** What the clients saw. */
final class SimulatedHistory {
    private final Scheduler scheduler;
    private final List<Transaction> transactions = new ArrayList<>();
    private int processes;

    SimulatedHistory(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Each operation is a process of its own: the order of processes is weaker than that of time. */
    void ended(long invoked, List<MicroOperation> steps, Status status) {
        long completed = status == Status.UNKNOWN ? Operation.NEVER : scheduler.moment();
        transactions.add(new Transaction(transactions.size(), processes++, steps, status, invoked, completed));
    }

    int size() {
        return transactions.size();
    }

    void check() {
        TransactionVerdict verdict = new ListAppendChecker().check(transactions, IsolationLevel.STRICT_SERIALIZABLE);
        if (!verdict.isValid()) {
            throw new ViolationException(verdict.explanation());
        }
    }
}
