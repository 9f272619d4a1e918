package io.stator.harness.checker;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a checker found.
 *
 * @param operations how many were judged
 * @param violations of keys that are surely not linearizable, by key
 * @param undecided keys whose search was given up because it grew too large
 */
public record Verdict(int operations, List<Violation> violations, List<String> undecided) {
    public Verdict {
        violations = List.copyOf(violations);
        undecided = List.copyOf(undecided);
    }

    /** True if every key was judged and is linearizable. */
    public boolean linearizable() {
        return violations.isEmpty() && undecided.isEmpty();
    }

    /** For people. */
    public String explanation() {
        if (linearizable()) {
            return "linearizable: " + operations + " operations";
        }
        String text = violations.stream().map(Violation::explanation).collect(Collectors.joining("\n"));
        return undecided.isEmpty() ? text : text + "\nundecided keys: " + undecided;
    }
}
