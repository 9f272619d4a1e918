package io.stator.model;

import org.jspecify.annotations.Nullable;

/**
 * What a table is to become: DynamoDB's UpdateTable. What is null stays. The constructor accepts anything; {@link
 * TableRules#change} checks it.
 */
public record TableChange(
        String table,
        @Nullable BillingMode billingMode,
        @Nullable Throughput throughput,
        OnDemandThroughput maxima,
        @Nullable TableClass tableClass,
        @Nullable Boolean deletionProtected) {

    public static TableChange of(String table) {
        return new TableChange(table, null, null, OnDemandThroughput.NONE, null, null);
    }

    public TableChange onDemand() {
        return new TableChange(table, BillingMode.PAY_PER_REQUEST, null, maxima, tableClass, deletionProtected);
    }

    public TableChange provisioned(long readUnits, long writeUnits) {
        return new TableChange(
                table,
                BillingMode.PROVISIONED,
                new Throughput(readUnits, writeUnits),
                maxima,
                tableClass,
                deletionProtected);
    }

    /** Of a table that is on demand, or becomes so. */
    public TableChange limitedTo(OnDemandThroughput newMaxima) {
        return new TableChange(table, billingMode, throughput, newMaxima, tableClass, deletionProtected);
    }

    public TableChange ofClass(TableClass newClass) {
        return new TableChange(table, billingMode, throughput, maxima, newClass, deletionProtected);
    }

    public TableChange deletionProtected(boolean isProtected) {
        return new TableChange(table, billingMode, throughput, maxima, tableClass, isProtected);
    }
}
