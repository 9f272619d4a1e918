package io.stator.harness.checker;

import io.stator.harness.history.Function.CompareAndSet;
import io.stator.harness.history.Function.Write;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of writes and compare-and-sets that are free to take effect at any time, once, or never, those that may
 * help bound operations of a register to have a legal order. Used once.
 *
 * <p>A free operation helps if the value it sets is one that a bound operation must meet, or a free
 * compare-and-set that helps. The others are overwritten before anything sees them, but for a
 * compare-and-set that mismatched: it is content with any value but one. As each needs but one such value,
 * as many writes of values that all of them are content with stand for all of the others.
 *
 * <p>Of those that help, free writes of a value stand for all free ways to it if there are as many as
 * operations that may meet the value: each time that it is set for a reason, one of them does.
 */
final class FreeRegisterOperations {
    private final List<Operation> free;
    private final List<Operation> bound;
    private final Set<@Nullable String> needed = new HashSet<>();
    /** What bound operations must meet, how often. */
    private final Map<@Nullable String, Integer> meetings = new HashMap<>();

    private final Set<@Nullable String> shunned = new HashSet<>();
    private int mismatched;

    FreeRegisterOperations(List<Operation> free, List<Operation> bound) {
        this.free = free;
        this.bound = bound;
    }

    List<Operation> relevant() {
        countMeetings();
        closeNeeded();
        List<Operation> helpful = withoutSurplus(free.stream()
                .filter(operation -> needed.contains(valueSet(operation)))
                .toList());
        List<Operation> others = free.stream()
                .filter(operation -> !needed.contains(valueSet(operation)))
                .toList();
        List<Operation> welcome = others.stream()
                .filter(operation -> operation.function() instanceof Write write && !shunned.contains(write.value()))
                .limit(mismatched)
                .toList();
        List<Operation> relevant = new ArrayList<>(helpful);
        relevant.addAll(welcome.size() < mismatched ? others : welcome);
        return relevant;
    }

    private void countMeetings() {
        for (Operation operation : bound) {
            if (operation.outcome() instanceof Outcome.Found found) {
                meetings.merge(found.value(), 1, Integer::sum);
            } else if (operation.function() instanceof CompareAndSet set) {
                if (operation.outcome() instanceof Outcome.Mismatched) {
                    shunned.add(set.expected());
                    mismatched++;
                } else {
                    meetings.merge(set.expected(), 1, Integer::sum);
                }
            }
        }
        needed.addAll(meetings.keySet());
    }

    /** What a needed value can be made from is needed, too. */
    private void closeNeeded() {
        boolean isClosed = false;
        while (!isClosed) {
            isClosed = true;
            for (Operation operation : free) {
                if (operation.function() instanceof CompareAndSet set
                        && needed.contains(set.replacement())
                        && needed.add(set.expected())) {
                    isClosed = false;
                }
            }
        }
    }

    private List<Operation> withoutSurplus(List<Operation> helpful) {
        Set<@Nullable String> plenty = new HashSet<>();
        Map<@Nullable String, Integer> uses = uses(helpful, plenty);
        boolean isComplete = false;
        while (!isComplete) {
            isComplete = true;
            for (String value : needed) {
                long writes = helpful.stream()
                        .filter(operation ->
                                operation.function() instanceof Write write && Objects.equals(write.value(), value))
                        .count();
                if (writes >= uses.getOrDefault(value, mismatched) && plenty.add(value)) {
                    uses = uses(helpful, plenty);
                    isComplete = false;
                }
            }
        }
        Map<@Nullable String, Integer> kept = new HashMap<>();
        List<Operation> rest = new ArrayList<>();
        for (Operation operation : helpful) {
            String value = valueSet(operation);
            boolean isEnough = operation.function() instanceof CompareAndSet
                    || kept.merge(value, 1, Integer::sum) > uses.getOrDefault(value, mismatched);
            if (!plenty.contains(value) || !isEnough) {
                rest.add(operation);
            }
        }
        return rest;
    }

    /** How many operations may meet each value, once compare-and-sets to those of which there is plenty are gone. */
    private Map<@Nullable String, Integer> uses(List<Operation> helpful, Set<@Nullable String> plenty) {
        Map<@Nullable String, Integer> uses = new HashMap<>();
        meetings.forEach((value, count) -> uses.put(value, count + mismatched));
        for (Operation operation : helpful) {
            if (operation.function() instanceof CompareAndSet set && !plenty.contains(set.replacement())) {
                uses.merge(set.expected(), uses.containsKey(set.expected()) ? 1 : mismatched + 1, Integer::sum);
            }
        }
        return uses;
    }

    private static @Nullable String valueSet(Operation operation) {
        if (operation.function() instanceof Write write) {
            return write.value();
        }
        if (operation.function() instanceof CompareAndSet set) {
            return set.replacement();
        }
        throw new IllegalArgumentException("sets no value: " + operation);
    }
}
