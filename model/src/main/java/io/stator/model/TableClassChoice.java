package io.stator.model;

import java.util.List;

/**
 * A table's class and its last changes.
 *
 * @param changesMillis wall clock, ascending, at most {@link Limits#TABLE_CLASS_CHANGES_MAX}
 */
public record TableClassChoice(TableClass tableClass, List<Long> changesMillis) {
    /** Of a table that was never given another. */
    public static final TableClassChoice STANDARD = of(TableClass.STANDARD);

    public TableClassChoice {
        changesMillis = List.copyOf(changesMillis);
    }

    /** Of a new table. */
    public static TableClassChoice of(TableClass tableClass) {
        return new TableClassChoice(tableClass, List.of());
    }

    public TableClassChoice changed(TableClass newClass, long nowMillis) {
        return new TableClassChoice(
                newClass, RecentTimes.with(changesMillis, nowMillis, Limits.TABLE_CLASS_CHANGES_MAX));
    }
}
