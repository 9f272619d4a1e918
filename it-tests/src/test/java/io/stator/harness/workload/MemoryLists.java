package io.stator.harness.workload;

import io.stator.harness.anomaly.MicroOperation;
import io.stator.harness.anomaly.Transaction.Status;
import io.stator.harness.history.Function;
import io.stator.harness.history.Function.Append;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists in memory, right in all that they do; subclasses err. Thread-safe. */
class MemoryLists implements Transactions {
    private final Map<String, List<String>> lists = new HashMap<>();

    @Override
    public synchronized Answer perform(List<MicroOperation> steps) {
        List<MicroOperation> done = new ArrayList<>();
        for (MicroOperation step : steps) {
            if (step instanceof MicroOperation.Append append) {
                append(append.key(), append.element());
                done.add(append);
            } else {
                done.add(new MicroOperation.Read(step.key(), seen(step.key())));
            }
        }
        return new Answer(Status.COMMITTED, done);
    }

    /** Without a transaction. */
    synchronized Outcome alone(String key, Function function) {
        if (function instanceof Append append) {
            append(key, append.element());
            return new Outcome.Done();
        }
        return new Outcome.FoundList(list(key));
    }

    final List<String> list(String key) {
        return lists.computeIfAbsent(key, absent -> new ArrayList<>());
    }

    void append(String key, String element) {
        list(key).add(element);
    }

    /** By a transaction. */
    List<String> seen(String key) {
        return list(key);
    }
}
