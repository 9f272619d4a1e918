package io.stator.harness.workload;

import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.Transaction;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Function.Transact;
import io.stator.harness.history.ListStep;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A history of lists as one of transactions: an operation on one list is a transaction of one step. */
final class RecordedTransactions {
    private RecordedTransactions() {}

    static List<Transaction> of(List<Operation> operations) {
        List<Transaction> transactions = new ArrayList<>();
        for (Operation operation : operations) {
            transactions.add(new Transaction(
                    transactions.size(),
                    operation.process(),
                    steps(operation),
                    status(operation.outcome()),
                    operation.invokedNanos(),
                    operation.completedNanos()));
        }
        return transactions;
    }

    /** As they are asked for. */
    static List<MicroOperation> asked(Transact transact) {
        return steps(transact, List.of());
    }

    private static Status status(Outcome outcome) {
        if (outcome instanceof Outcome.Unknown) {
            return Status.UNKNOWN;
        }
        boolean refused = outcome instanceof Outcome.Failed || outcome instanceof Outcome.Mismatched;
        return refused ? Status.ABORTED : Status.COMMITTED;
    }

    private static List<MicroOperation> steps(Operation operation) {
        if (operation.function() instanceof Transact transact) {
            return steps(
                    transact,
                    operation.outcome() instanceof Outcome.FoundLists found ? found.lists() : List.<List<String>>of());
        }
        if (operation.function() instanceof Append append) {
            return List.of(new MicroOperation.Append(operation.key(), append.element()));
        }
        if (operation.function() instanceof Read) {
            return List.of(new MicroOperation.Read(
                    operation.key(), operation.outcome() instanceof Outcome.FoundList found ? found.elements() : null));
        }
        throw new IllegalArgumentException("not an operation on lists: " + operation);
    }

    /** @param found by each read, in their order; or nothing at all */
    private static List<MicroOperation> steps(Transact transact, List<List<String>> found) {
        Iterator<List<String>> answers = found.iterator();
        List<MicroOperation> steps = new ArrayList<>();
        for (ListStep step : transact.steps()) {
            if (step instanceof ListStep.Append append) {
                steps.add(new MicroOperation.Append(append.key(), append.element()));
            } else {
                steps.add(new MicroOperation.Read(step.key(), answers.hasNext() ? answers.next() : null));
            }
        }
        return steps;
    }
}
