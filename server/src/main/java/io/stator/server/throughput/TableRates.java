package io.stator.server.throughput;

import io.stator.model.Billing;
import io.stator.model.CapacityType;
import io.stator.model.Limits;
import io.stator.model.OnDemandThroughput;
import io.stator.model.TableInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a table may consume, in capacity units a second: the throughput of a provisioned table, the maxima of one on demand.
 *
 * @param reads null: whatever there are
 * @param writes null: whatever there are
 */
record TableRates(@Nullable Long reads, @Nullable Long writes) {
    /** What is not limited is counted as if it might take so much, which nobody can. */
    private static final long UNREACHED = Limits.CAPACITY_UNITS_MAX;

    static TableRates of(TableInfo table) {
        Billing billing = table.properties().billing();
        return switch (billing.mode()) {
            case PROVISIONED ->
                new TableRates(
                        billing.throughput().readUnits(), billing.throughput().writeUnits());
            case PAY_PER_REQUEST -> {
                OnDemandThroughput maxima = billing.maxima();
                yield new TableRates(maxima.maxReadUnits(), maxima.maxWriteUnits());
            }
        };
    }

    boolean areLimited() {
        return reads != null || writes != null;
    }

    /** What a bucket or an account of the table is filled by. */
    long of(CapacityType type) {
        Long rate = switch (type) {
            case READ -> reads;
            case WRITE -> writes;
        };
        return rate == null ? UNREACHED : rate;
    }
}
