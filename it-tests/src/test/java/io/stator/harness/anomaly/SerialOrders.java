package io.stator.harness.anomaly;

import io.stator.harness.anomaly.MicroOperation.Append;
import io.stator.harness.anomaly.MicroOperation.Read;
import io.stator.harness.anomaly.Transaction.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tries every serial order: the definition of serializability, for a few transactions. */
final class SerialOrders {
    private final List<Transaction> transactions;
    private final boolean inRealTime;

    SerialOrders(List<Transaction> history, boolean inRealTime) {
        this.transactions = history.stream()
                .filter(transaction -> transaction.status() != Status.ABORTED)
                .toList();
        this.inRealTime = inRealTime;
    }

    boolean anyExplains() {
        return extend(new boolean[transactions.size()], Map.of());
    }

    private boolean extend(boolean[] done, Map<String, List<String>> state) {
        boolean isComplete = true;
        for (int index = 0; index < done.length; index++) {
            Transaction next = transactions.get(index);
            isComplete &= done[index] || !next.isCommitted();
            if (done[index] || (inRealTime && mustWait(next, done))) {
                continue;
            }
            Map<String, List<String>> after = run(next, state);
            if (after != null) {
                done[index] = true;
                if (extend(done, after)) {
                    return true;
                }
                done[index] = false;
            }
        }
        return isComplete;
    }

    private boolean mustWait(Transaction next, boolean[] done) {
        for (int index = 0; index < done.length; index++) {
            if (!done[index] && transactions.get(index).completedNanos() < next.invokedNanos()) {
                return true;
            }
        }
        return false;
    }

    /** The state after it; null if its reads do not fit. */
    private static Map<String, List<String>> run(Transaction transaction, Map<String, List<String>> state) {
        Map<String, List<String>> after = new HashMap<>(state);
        for (MicroOperation step : transaction.steps()) {
            List<String> list = after.getOrDefault(step.key(), List.of());
            if (step instanceof Append append) {
                List<String> more = new ArrayList<>(list);
                more.add(append.element());
                after.put(step.key(), more);
            } else if (step instanceof Read read
                    && transaction.isCommitted()
                    && read.found() != null
                    && !read.found().equals(list)) {
                return null;
            }
        }
        return after;
    }
}
