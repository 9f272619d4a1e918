package io.stator.harness.workload;

import io.stator.harness.checker.Judgement;
import io.stator.harness.checker.Judgement.Finding;
import io.stator.harness.history.Function.AddElement;
import io.stator.harness.history.Function.RemoveElement;
import io.stator.harness.history.Function.Walk;
import io.stator.harness.history.Operation;
import io.stator.harness.history.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges walks through collections. A walk is not of one moment, so it is held to what was so all the time from its
 * beginning to its end: an element that surely was there is in it, once; one that surely was not is not. What an
 * eventual walk sees may be old, but nothing comes twice, nothing is out of order, and nothing is in it that nobody
 * had asked for.
 */
final class WalkJudge {
    private final List<Operation> walks = new ArrayList<>();
    private final Map<String, List<Operation>> adds = new HashMap<>();
    private final Map<String, List<Operation>> removals = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    WalkJudge(List<Operation> operations) {
        for (Operation operation : operations) {
            if (operation.outcome() instanceof Outcome.Failed) {
                continue;
            }
            if (operation.function() instanceof AddElement add) {
                adds.computeIfAbsent(add.element(), element -> new ArrayList<>())
                        .add(operation);
            } else if (operation.function() instanceof RemoveElement removal) {
                removals.computeIfAbsent(removal.element(), element -> new ArrayList<>())
                        .add(operation);
            } else if (operation.outcome() instanceof Outcome.FoundList) {
                walks.add(operation);
            }
        }
    }

    Judgement judge(String workload) {
        for (Operation operation : walks) {
            if (operation.function() instanceof Walk walk && operation.outcome() instanceof Outcome.FoundList found) {
                once(operation, found.elements());
                inOrder(operation, walk.direction(), found.elements());
                judge(operation, walk, new HashSet<>(found.elements()));
            }
        }
        String summary = walks.size() + " walks, " + adds.size() + " elements";
        return Judgements.of(workload + ": pages neither lose nor double", walks.size(), summary, findings);
    }

    private void once(Operation operation, List<String> elements) {
        Set<String> seen = new HashSet<>();
        for (String element : elements) {
            if (!seen.add(element)) {
                add("element " + element + " came twice in one walk", operation);
            }
        }
    }

    private void inOrder(Operation operation, Walk.Direction direction, List<String> elements) {
        List<String> sorted = new ArrayList<>(elements);
        switch (direction) {
            case ASCENDING -> Collections.sort(sorted);
            case DESCENDING -> sorted.sort(Collections.reverseOrder());
            case UNORDERED -> {}
        }
        if (!sorted.equals(elements)) {
            add("a walk is out of order", operation);
        }
    }

    private void judge(Operation operation, Walk walk, Set<String> elements) {
        for (String element : elements) {
            if (adds.getOrDefault(element, List.of()).stream()
                    .noneMatch(add -> add.invokedNanos() < operation.completedNanos())) {
                add("element " + element + " was in a walk, and nobody had added it", operation);
            } else if (walk.strong() && wasAbsent(element, operation)) {
                add("element " + element + " was in a strong walk, and had been removed before", operation);
            }
        }
        if (!walk.strong()) {
            return;
        }
        boolean everywhere = operation.key().equals(PagedCollections.ALL);
        for (String element : adds.keySet()) {
            boolean wanted = everywhere || element.startsWith(operation.key() + "/");
            if (wanted && !elements.contains(element) && wasPresent(element, operation)) {
                add("element " + element + " was not in a strong walk, and had been there all the time", operation);
            }
        }
    }

    /** Surely, from the beginning of the walk to its end. */
    private boolean wasPresent(String element, Operation walk) {
        List<Operation> gone = removals.getOrDefault(element, List.of());
        return adds.getOrDefault(element, List.of()).stream()
                .filter(add -> add.completedNanos() < walk.invokedNanos())
                .anyMatch(add -> gone.stream()
                        .allMatch(removal -> removal.completedNanos() < add.invokedNanos()
                                || removal.invokedNanos() > walk.completedNanos()));
    }

    /** Surely, from the beginning of the walk to its end: every addition before its end was undone before its beginning. */
    private boolean wasAbsent(String element, Operation walk) {
        List<Operation> gone = removals.getOrDefault(element, List.of());
        return adds.getOrDefault(element, List.of()).stream()
                .filter(add -> add.invokedNanos() < walk.completedNanos())
                .allMatch(add -> gone.stream()
                        .anyMatch(removal -> add.completedNanos() < removal.invokedNanos()
                                && removal.completedNanos() < walk.invokedNanos()));
    }

    private void add(String title, Operation operation) {
        findings.add(new Finding(title, Judgements.text(operation), Optional.empty()));
    }
}
