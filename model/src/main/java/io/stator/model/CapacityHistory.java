package io.stator.model;

import java.util.List;

/**
 * When a table's capacity was changed: what limits on changes go by. Wall-clock times since 1970; 0: never.
 *
 * @param increasedAtMillis of the last one
 * @param decreasedAtMillis of the last one
 * @param decreases on the UTC day of the last one
 * @param onDemandAtMillis when the table last became one on demand; its creation counts
 * @param switchesMillis the last switches to on demand, ascending, at most {@link Limits#ON_DEMAND_SWITCHES_MAX}
 */
public record CapacityHistory(
        long increasedAtMillis,
        long decreasedAtMillis,
        int decreases,
        long onDemandAtMillis,
        List<Long> switchesMillis) {

    public static final CapacityHistory NONE = new CapacityHistory(0, 0, 0, 0, List.of());

    private static final long DAY_MILLIS = 86_400_000;

    public CapacityHistory {
        switchesMillis = List.copyOf(switchesMillis);
    }

    /** Decreases on the UTC day of this time. */
    public int decreasesOn(long nowMillis) {
        return decreasedAtMillis / DAY_MILLIS == nowMillis / DAY_MILLIS ? decreases : 0;
    }

    public CapacityHistory increased(long nowMillis) {
        return new CapacityHistory(nowMillis, decreasedAtMillis, decreases, onDemandAtMillis, switchesMillis);
    }

    public CapacityHistory decreased(long nowMillis) {
        return new CapacityHistory(
                increasedAtMillis, nowMillis, decreasesOn(nowMillis) + 1, onDemandAtMillis, switchesMillis);
    }

    public CapacityHistory switchedToOnDemand(long nowMillis) {
        return new CapacityHistory(
                increasedAtMillis,
                decreasedAtMillis,
                decreases,
                nowMillis,
                RecentTimes.with(switchesMillis, nowMillis, Limits.ON_DEMAND_SWITCHES_MAX));
    }

    /** Created on demand, which is no switch. */
    public static CapacityHistory ofOnDemand(long createdAtMillis) {
        return new CapacityHistory(0, 0, 0, createdAtMillis, List.of());
    }
}
