package io.stator.harness.checker;

import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Explains why a key's operations have no legal order: by the first end that no order reaches, and by a
 * smallest window of operations that is impossible on its own. Used once, by one thread.
 *
 * <p>What began after that end is out of it from the start, and what ended after it is open. Another
 * operation is left out of the window by setting it free: it may then take effect at any time, once, or
 * never, and what it was answered is forgotten; one that only observed is forgotten altogether. A history that had a legal order has one after that, so a
 * window that is still impossible proves that the history was. Merely removing an operation would not do: a
 * read of a value whose write was removed is no proof of anything.
 *
 * <p>If no operation can be set free any more, each is needed for the proof. Setting more operations free
 * never makes a window impossible, so to try each once is enough.
 */
final class FailingWindow<S> {
    /** Configurations for one try; beyond it the operations stay in the window, which is then not the smallest. */
    private static final int CONFIGURATIONS_MAX = 50_000;

    /** What all tries together may look at, as operations times free ones: some seconds. */
    private static final long WORK_MAX = 1_000_000_000;

    private final Model<S> model;
    private final List<Operation> operations;
    private final int configurationsMax;
    private long work;

    /** @param operations of one key, none of them failed, none without a trace */
    FailingWindow(Model<S> model, List<Operation> operations, int configurationsMax) {
        this.model = model;
        this.operations = operations;
        this.configurationsMax = configurationsMax;
    }

    /** @param blocked the search that found no legal order of the operations */
    Violation violation(String key, KeySearch<S> blocked) {
        List<Operation> ends = operations.stream()
                .filter(operation -> operation.completedNanos() != Operation.NEVER)
                .sorted(Comparator.comparingLong(Operation::completedNanos))
                .toList();
        int position = blocked.farthestEnd();
        KeySearch<S> longest = blocked;
        if (model instanceof GrowingModel<S>) {
            // A search that looks ahead stops long before the end that shows it was right.
            position = firstImpossible(ends);
            longest = searchUpTo(ends.get(position).completedNanos() - 1);
            longest.run();
        }
        Operation end = ends.get(position);
        List<Operation> concurrent = operations.stream()
                .filter(operation -> !operation.equals(end) && operation.overlaps(end))
                .toList();
        return new Violation(
                key,
                operations.size(),
                position,
                end,
                longest.farthestStates(),
                longest.farthestOrder(),
                concurrent,
                smallest(end.completedNanos()));
    }

    /** The position of the first operation with whose end the history becomes impossible. */
    private int firstImpossible(List<Operation> ends) {
        int possible = -1;
        int impossible = ends.size() - 1;
        while (impossible - possible > 1) {
            int middle = (possible + impossible) / 2;
            if (searchUpTo(ends.get(middle).completedNanos()).run() == KeySearch.Result.BLOCKED) {
                impossible = middle;
            } else {
                possible = middle;
            }
        }
        return impossible;
    }

    private KeySearch<S> searchUpTo(long moment) {
        return new KeySearch<>(model, new ArrayList<>(knownAt(moment).keySet()), configurationsMax);
    }

    /** The operations as they were known at the moment, and what became of them later. */
    private IdentityHashMap<Operation, Operation> knownAt(long moment) {
        IdentityHashMap<Operation, Operation> known = new IdentityHashMap<>();
        for (Operation operation : operations) {
            if (operation.completedNanos() <= moment || operation.outcome() instanceof Outcome.Unknown) {
                if (operation.invokedNanos() <= moment) {
                    known.put(operation, operation);
                }
            } else if (operation.invokedNanos() <= moment && !model.observesOnly(operation)) {
                known.put(unknown(operation, operation.invokedNanos()), operation);
            }
        }
        return known;
    }

    private static Operation unknown(Operation operation, long invokedNanos) {
        return new Operation(
                operation.process(),
                operation.key(),
                operation.function(),
                new Outcome.Unknown(),
                invokedNanos,
                Operation.NEVER);
    }

    private List<Operation> smallest(long moment) {
        Comparator<Operation> byBeginning = Comparator.comparingLong(Operation::invokedNanos);
        IdentityHashMap<Operation, Operation> known = knownAt(moment);
        List<Operation> bound = known.keySet().stream().sorted(byBeginning).toList();
        List<Operation> free = new ArrayList<>();
        for (int size = Math.max(1, bound.size() / 2); size > 0; size /= 2) {
            int from = 0;
            while (from < bound.size()) {
                int to = Math.min(from + size, bound.size());
                List<Operation> rest = new ArrayList<>(bound.subList(0, from));
                rest.addAll(bound.subList(to, bound.size()));
                List<Operation> freed = new ArrayList<>(free);
                for (Operation operation : bound.subList(from, to)) {
                    if (operation.outcome() instanceof Outcome.Unknown || !model.observesOnly(operation)) {
                        freed.add(unknown(operation, Long.MIN_VALUE));
                    }
                }
                if (isImpossible(rest, freed)) {
                    bound = rest;
                    free = freed;
                } else {
                    from = to;
                }
            }
        }
        return bound.stream().map(known::get).sorted(byBeginning).toList();
    }

    private boolean isImpossible(List<Operation> bound, List<Operation> free) {
        List<Operation> all = new ArrayList<>(bound);
        all.addAll(model.relevant(free, bound));
        work += (long) (bound.size() + 1) * (all.size() - bound.size() + 10);
        return work <= WORK_MAX && new KeySearch<>(model, all, CONFIGURATIONS_MAX).run() == KeySearch.Result.BLOCKED;
    }
}
