package io.stator.harness.checker;

import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges each key on its own (linearizability is local), by the search of Wing and Gong with Lowe's
 * memory of configurations that were already tried. Failed operations never happened; unknown ones
 * may take effect at any moment after their beginning, or never. Stateless.
 *
 * @param <S> the model's state
 */
public final class LinearizabilityChecker<S> {
    /**
     * Configurations remembered for a key before its search is given up: some 3 GB. Histories of a
     * few clients on a key need about one for each operation.
     */
    public static final int CONFIGURATIONS_MAX_DEFAULT = 20_000_000;

    private final Model<S> model;
    private final int configurationsMax;

    public LinearizabilityChecker(Model<S> model) {
        this(model, CONFIGURATIONS_MAX_DEFAULT);
    }

    /** @param configurationsMax remembered for a key before its search is given up */
    public LinearizabilityChecker(Model<S> model, int configurationsMax) {
        this.model = model;
        this.configurationsMax = configurationsMax;
    }

    public Verdict check(List<Operation> history) {
        Map<String, List<Operation>> byKey = new LinkedHashMap<>();
        for (Operation operation : history) {
            if (tellsSomething(operation)) {
                byKey.computeIfAbsent(operation.key(), key -> new ArrayList<>()).add(operation);
            }
        }
        List<Violation> violations = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        byKey.forEach((key, operations) -> {
            KeySearch<S> search = new KeySearch<>(model, operations, configurationsMax);
            switch (search.run()) {
                case ORDERED -> {}
                case BLOCKED ->
                    violations.add(new FailingWindow<>(model, operations, configurationsMax).violation(key, search));
                case GIVEN_UP -> undecided.add(key);
            }
        });
        return new Verdict(history.size(), violations, undecided);
    }

    private boolean tellsSomething(Operation operation) {
        if (operation.outcome() instanceof Outcome.Failed) {
            return false;
        }
        return !(operation.outcome() instanceof Outcome.Unknown && model.observesOnly(operation));
    }
}
