package io.stator.harness.workload;

import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Transact;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The same lists by transactions and by operations on one of them: one system for a history of both. */
final class TransactionalLists implements KeyedSystem {
    private final Transactions transactions;
    private final ElementLists plain;

    TransactionalLists(Transactions transactions, ElementLists plain) {
        this.transactions = transactions;
        this.plain = plain;
    }

    /** Whether a transaction may both read and append. */
    boolean mix() {
        return transactions.mix();
    }

    @Override
    public void prepare() {
        transactions.prepare();
    }

    @Override
    public Outcome perform(String key, Function function) {
        if (!(function instanceof Transact transact)) {
            return plain.perform(key, function);
        }
        Transactions.Answer answer = transactions.perform(RecordedTransactions.asked(transact));
        return switch (answer.status()) {
            case COMMITTED -> committed(answer.steps());
            case ABORTED -> new Outcome.Failed();
            case UNKNOWN -> new Outcome.Unknown();
        };
    }

    private static Outcome committed(List<MicroOperation> steps) {
        List<List<String>> found = new ArrayList<>();
        for (MicroOperation step : steps) {
            if (step instanceof MicroOperation.Read read) {
                found.add(Objects.requireNonNull(read.found(), "a committed transaction's read has found something"));
            }
        }
        return found.isEmpty() ? new Outcome.Done() : new Outcome.FoundLists(found);
    }
}
