package io.stator.model;

import org.jspecify.annotations.Nullable;

/** Whether a condition holds for an item. Deterministic. */
public final class ConditionEvaluator {
    private ConditionEvaluator() {}

    /** @param item null: there is none */
    public static boolean holds(Condition condition, @Nullable Item item) {
        throw new UnsupportedOperationException();
    }
}
