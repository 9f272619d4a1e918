package io.stator.model;

import org.jspecify.annotations.Nullable;

/**
 * What a table on demand may consume each second at most.
 *
 * @param maxReadUnits strong reads of 4 KB; null: as many as the cluster can do. Of a change: stays
 * @param maxWriteUnits writes of 1 KB; null: as many as the cluster can do. Of a change: stays
 */
public record OnDemandThroughput(
        @Nullable Long maxReadUnits, @Nullable Long maxWriteUnits) {
    /** Of a change: there is to be no maximum any more. */
    public static final long NO_MAXIMUM = -1;

    /** Of a table without a maximum, and of a change that changes none. */
    public static final OnDemandThroughput NONE = new OnDemandThroughput(null, null);

    public boolean isNone() {
        return equals(NONE);
    }

    /** What a table's maxima become by a change. */
    public OnDemandThroughput changed(OnDemandThroughput change) {
        return new OnDemandThroughput(
                changed(maxReadUnits, change.maxReadUnits), changed(maxWriteUnits, change.maxWriteUnits));
    }

    private static @Nullable Long changed(@Nullable Long now, @Nullable Long wanted) {
        if (wanted == null) {
            return now;
        }
        return wanted == NO_MAXIMUM ? null : wanted;
    }
}
