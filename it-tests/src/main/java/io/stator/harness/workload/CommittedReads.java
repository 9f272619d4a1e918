package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.EventualRead;
import io.stator.harness.history.Function.Read;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the reads of one register that is changed only by compare-and-sets to values never used before. Each value
 * then has one place: so many steps from the register's beginning. Of what is committed there is one value at each
 * step, and time goes up the steps only.
 *
 * <p>A strong read sees no earlier step than what was known before it began. An eventual read may see any earlier
 * step, and nothing else: no value that nobody asked for yet, none that was refused, and none that others have surely
 * passed by.
 */
final class CommittedReads {
    private final String key;
    private final List<Operation> operations;
    /** Of each value that was asked for. */
    private final Map<String, Operation> writes = new HashMap<>();

    private final Map<String, Integer> steps = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private CommittedReads(String key, List<Operation> operations) {
        this.key = key;
        this.operations = operations;
    }

    static Judgement judge(String workload, List<Operation> operations) {
        Map<String, List<Operation>> byKey = new LinkedHashMap<>();
        for (Operation operation : operations) {
            byKey.computeIfAbsent(operation.key(), key -> new ArrayList<>()).add(operation);
        }
        List<Finding> findings = new ArrayList<>();
        byKey.forEach((key, ofKey) -> findings.addAll(new CommittedReads(key, ofKey).findings()));
        long reads = operations.stream().filter(CommittedReads::isAnsweredRead).count();
        String summary = reads + " reads of " + byKey.size() + " keys";
        return Judgements.of(
                workload + ": reads see what is committed, and strong ones never go back", reads, summary, findings);
    }

    private static boolean isAnsweredRead(Operation operation) {
        return operation.outcome() instanceof Outcome.Found;
    }

    private List<Finding> findings() {
        for (Operation operation : operations) {
            if (operation.function() instanceof CompareAndSet set) {
                writes.put(Objects.requireNonNull(set.replacement()), operation);
            }
        }
        Set<@Nullable String> chain = committedChain();
        strongNeverGoesBack();
        for (Operation read : operations) {
            if (read.outcome() instanceof Outcome.Found found && found.value() != null) {
                wasCommitted(read, found.value(), chain);
            }
        }
        return findings;
    }

    /** How many values came before this one; -1: nobody asked for it. */
    private int step(@Nullable String value) {
        if (value == null) {
            return 0;
        }
        Integer known = steps.get(value);
        if (known != null) {
            return known;
        }
        // From the value down to one that is known, then up again: chains are long.
        List<String> path = new ArrayList<>();
        String next = value;
        while (next != null && !steps.containsKey(next)) {
            Operation write = writes.get(next);
            if (write == null || path.contains(next)) {
                return -1;
            }
            path.add(next);
            next = expectedBy(write);
        }
        int step = next == null ? 0 : Objects.requireNonNull(steps.get(next));
        for (int index = path.size() - 1; index >= 0; index--) {
            steps.put(path.get(index), ++step);
        }
        return step;
    }

    private static @Nullable String expectedBy(Operation write) {
        return ((CompareAndSet) write.function()).expected();
    }

    /** The value that this operation shows to be committed by its end; empty: it shows none. */
    private static Optional<String> shown(Operation operation) {
        if (operation.outcome() instanceof Outcome.Done && operation.function() instanceof CompareAndSet set) {
            return Optional.ofNullable(set.replacement());
        }
        return operation.outcome() instanceof Outcome.Found found && operation.function() instanceof Read
                ? Optional.ofNullable(found.value())
                : Optional.empty();
    }

    /** All values that surely were committed: the farthest one that was shown, and those before it. */
    private Set<@Nullable String> committedChain() {
        Set<@Nullable String> chain = new HashSet<>();
        Optional<String> farthest = operations.stream()
                .flatMap(operation -> shown(operation).stream())
                .max(Comparator.comparingInt(this::step));
        String value = farthest.orElse(null);
        while (value != null && writes.containsKey(value) && chain.add(value)) {
            value = expectedBy(writes.get(value));
        }
        for (Operation operation : operations) {
            if (operation.outcome() instanceof Outcome.Done
                    && operation.function() instanceof CompareAndSet set
                    && !chain.contains(set.replacement())) {
                add("a compare-and-set was done, and yet another took its place", operation);
            }
        }
        return chain;
    }

    private void strongNeverGoesBack() {
        List<Operation> byEnd = new ArrayList<>(operations);
        byEnd.removeIf(operation -> shown(operation).isEmpty());
        byEnd.sort(Comparator.comparingLong(Operation::completedNanos));
        int ended = 0;
        int known = 0;
        for (Operation read : operations) {
            while (ended < byEnd.size() && byEnd.get(ended).completedNanos() < read.invokedNanos()) {
                known = Math.max(known, step(shown(byEnd.get(ended)).orElse(null)));
                ended++;
            }
            if (read.function() instanceof Read && read.outcome() instanceof Outcome.Found found) {
                int step = step(found.value());
                if (step >= 0 && step < known) {
                    add("a strong read went back to step " + step + ", when step " + known + " was known", read);
                }
            }
        }
    }

    private void wasCommitted(Operation read, String value, Set<@Nullable String> chain) {
        String kind = read.function() instanceof EventualRead ? "an eventual read" : "a strong read";
        Operation write = writes.get(value);
        if (write == null || step(value) < 0) {
            add(kind + " saw a value that was never written", read);
        } else if (write.invokedNanos() > read.completedNanos()) {
            add(kind + " saw a value from the future", read);
        } else if (write.outcome() instanceof Outcome.Failed || write.outcome() instanceof Outcome.Mismatched) {
            add(kind + " saw a value that was refused", read);
        } else if (!chain.contains(value) && !mayStillCome(value, chain)) {
            add(kind + " saw a value that was never committed", read);
        }
    }

    /** True if the value comes after all that was shown: its write may have been done without anyone knowing. */
    private boolean mayStillCome(String value, Set<@Nullable String> chain) {
        String next = value;
        while (next != null && step(next) > chain.size()) {
            next = expectedBy(Objects.requireNonNull(writes.get(next)));
        }
        return !value.equals(next) && (next == null ? chain.isEmpty() : chain.contains(next));
    }

    private void add(String title, Operation operation) {
        findings.add(new Finding(title + " (key " + key + ")", Judgements.text(operation), Optional.empty()));
    }
}
