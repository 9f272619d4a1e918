package io.stator.model;

import java.util.List;

/**
 * What a table is created as. The constructor accepts anything; {@link TableRules#definition} checks it.
 *
 * @param throughput {@link Throughput#NONE} unless the mode is PROVISIONED
 * @param maxima {@link OnDemandThroughput#NONE} if the mode is PROVISIONED
 * @param deletionProtected it is to be changed so before it can be deleted
 */
public record TableDefinition(
        TableSchema schema,
        BillingMode billingMode,
        Throughput throughput,
        OnDemandThroughput maxima,
        TableClass tableClass,
        boolean deletionProtected,
        List<Tag> tags) {

    public TableDefinition {
        tags = List.copyOf(tags);
    }

    /** On demand, of the standard class, without protection and tags. */
    public static TableDefinition of(TableSchema schema) {
        return new TableDefinition(
                schema,
                BillingMode.PAY_PER_REQUEST,
                Throughput.NONE,
                OnDemandThroughput.NONE,
                TableClass.STANDARD,
                false,
                List.of());
    }

    public TableDefinition provisioned(long readUnits, long writeUnits) {
        return new TableDefinition(
                schema,
                BillingMode.PROVISIONED,
                new Throughput(readUnits, writeUnits),
                maxima,
                tableClass,
                deletionProtected,
                tags);
    }

    /** Of a table on demand. */
    public TableDefinition limitedTo(OnDemandThroughput newMaxima) {
        return new TableDefinition(schema, billingMode, throughput, newMaxima, tableClass, deletionProtected, tags);
    }

    public TableDefinition ofClass(TableClass newClass) {
        return new TableDefinition(schema, billingMode, throughput, maxima, newClass, deletionProtected, tags);
    }

    public TableDefinition protectedFromDeletion() {
        return new TableDefinition(schema, billingMode, throughput, maxima, tableClass, true, tags);
    }

    public TableDefinition tagged(List<Tag> newTags) {
        return new TableDefinition(schema, billingMode, throughput, maxima, tableClass, deletionProtected, newTags);
    }
}
