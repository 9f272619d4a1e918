package io.stator.partition;

import io.stator.model.expression.Condition;
import io.stator.model.expression.ItemProjection;
import org.jspecify.annotations.Nullable;

/**
 * What a page is to have of the items that it looks at.
 *
 * @param filter items for which it does not hold are left out; null: none are
 * @param projection null: items are wanted whole
 * @param countOnly they are counted and left out
 */
public record ItemSelection(
        @Nullable Condition filter, @Nullable ItemProjection projection, boolean countOnly) {
    /** All of them, whole: none need be parsed. */
    public static final ItemSelection ALL = new ItemSelection(null, null, false);

    /** Whether a page has each item that it looked at, as it is. */
    public boolean isAll() {
        return filter == null && projection == null && !countOnly;
    }
}
