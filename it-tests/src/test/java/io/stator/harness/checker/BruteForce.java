package io.stator.harness.checker;

import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.List;

/** Tries every order of every subset: the definition of linearizability, for histories of a few operations. */
final class BruteForce<S> {
    private final Model<S> model;
    private final List<Operation> operations;

    BruteForce(Model<S> model, List<Operation> operations) {
        this.model = model;
        this.operations = operations.stream()
                .filter(operation -> !(operation.outcome() instanceof Outcome.Failed))
                .filter(operation -> !(operation.outcome() instanceof Outcome.Unknown && model.observesOnly(operation)))
                .toList();
    }

    boolean linearizable() {
        return extend(new boolean[operations.size()], model.initial());
    }

    private boolean extend(boolean[] used, S state) {
        long firstEnd = Operation.NEVER;
        for (int index = 0; index < used.length; index++) {
            firstEnd = used[index]
                    ? firstEnd
                    : Math.min(firstEnd, operations.get(index).completedNanos());
        }
        if (firstEnd == Operation.NEVER) {
            return true;
        }
        for (int index = 0; index < used.length; index++) {
            Operation operation = operations.get(index);
            if (used[index] || operation.invokedNanos() > firstEnd) {
                continue;
            }
            S next = model.apply(state, operation);
            used[index] = true;
            if (next != null && extend(used, next)) {
                return true;
            }
            used[index] = false;
        }
        return false;
    }
}
