package io.stator.model;

import static io.stator.model.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableRulesTest {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final TableDefinition TABLE = TableDefinition.of(TableSchema.of("abc", "p", KeyType.STRING));
    private static final TableChange CHANGE = TableChange.of("abc");

    @Test
    void definitions() {
        TableRules.definition(TABLE);
        TableRules.definition(TABLE.provisioned(1, Limits.CAPACITY_UNITS_MAX).protectedFromDeletion());
        assertRefused(() -> TableRules.definition(TableDefinition.of(TableSchema.of("a", "p", KeyType.STRING))));
        assertRefused(
                () -> TableRules.definition(TABLE.provisioned(0, 0)),
                INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified "
                        + "when BillingMode is PROVISIONED");
        assertRefused(
                () -> TableRules.definition(new TableDefinition(
                        TABLE.schema(),
                        BillingMode.PAY_PER_REQUEST,
                        new Throughput(1, 1),
                        OnDemandThroughput.NONE,
                        TableClass.STANDARD,
                        false,
                        TABLE.tags())),
                TableRules.THROUGHPUT_ON_DEMAND);
    }

    @Test
    void throughputs() {
        TableRules.change(CHANGE.provisioned(1, 1));
        assertRefused(
                () -> TableRules.change(CHANGE.provisioned(0, -1)),
                "2 validation errors detected: "
                        + "Value '-1' at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: "
                        + "Member must have value greater than or equal to 1; "
                        + "Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: "
                        + "Member must have value greater than or equal to 1");
        assertRefused(
                () -> TableRules.change(CHANGE.provisioned(0, 1)),
                "1 validation error detected: "
                        + "Value '0' at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: "
                        + "Member must have value greater than or equal to 1");
        assertRefused(
                () -> TableRules.change(CHANGE.provisioned(1, Limits.CAPACITY_UNITS_MAX + 1)),
                "Given value 1000000000001 for WriteCapacityUnits is out of bounds");
        assertRefused(
                () -> TableRules.change(CHANGE.provisioned(Limits.CAPACITY_UNITS_MAX + 1, 1)),
                "Given value 1000000000001 for ReadCapacityUnits is out of bounds");
    }

    @Test
    void changesAreOfOneKind() {
        TableRules.change(CHANGE.onDemand());
        TableRules.change(CHANGE.deletionProtected(false));
        TableRules.change(CHANGE.ofClass(TableClass.STANDARD));
        TableRules.change(new TableChange("abc", null, new Throughput(1, 1), OnDemandThroughput.NONE, null, null));
        assertRefused(
                () -> TableRules.change(CHANGE),
                "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, "
                        + "GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, "
                        + "ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, "
                        + "OnDemandThroughput, WarmThroughput or TableClass is required");
        assertRefused(
                () -> TableRules.change(CHANGE.onDemand().deletionProtected(true)),
                INVALID + "DeletionProtection modification must be the only operation in the request");
        assertRefused(
                () -> TableRules.change(CHANGE.onDemand().ofClass(TableClass.STANDARD)),
                INVALID + "TableClass modification must be the only operation in the request");
        assertRefused(
                () -> TableRules.change(
                        new TableChange("abc", BillingMode.PROVISIONED, null, OnDemandThroughput.NONE, null, null)),
                INVALID + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        assertRefused(
                () -> TableRules.change(new TableChange(
                        "abc", BillingMode.PAY_PER_REQUEST, new Throughput(1, 1), OnDemandThroughput.NONE, null, null)),
                TableRules.THROUGHPUT_ON_DEMAND);
    }

    /** Seen at DynamoDB by others, but for the most, which is believed. */
    @Test
    void maximaAreOfTablesOnDemand() {
        String outOfRange = " for OnDemandThroughput for table is outside of valid range";
        TableRules.definition(TABLE.limitedTo(new OnDemandThroughput(1L, Limits.CAPACITY_UNITS_MAX)));
        for (long units : new long[] {0, -1, -2, Limits.CAPACITY_UNITS_MAX + 1}) {
            assertRefused(
                    () -> TableRules.definition(TABLE.limitedTo(new OnDemandThroughput(units, units))),
                    INVALID + "Requested MaxReadRequestUnits" + outOfRange);
            assertRefused(
                    () -> TableRules.definition(TABLE.limitedTo(new OnDemandThroughput(1L, units))),
                    INVALID + "Requested MaxWriteRequestUnits" + outOfRange);
        }
        // Whatever they are.
        for (Long units : new Long[] {0L, 5L, null}) {
            assertRefused(
                    () -> TableRules.definition(TABLE.provisioned(1, 1).limitedTo(new OnDemandThroughput(units, 5L))),
                    INVALID + (units == null ? "MaxWriteRequestUnits" : "MaxReadRequestUnits")
                            + " for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.");
        }
    }

    @Test
    void maximaAreChangedEachByItself() {
        OnDemandThroughput both = new OnDemandThroughput(5L, 6L);
        assertThat(both.changed(new OnDemandThroughput(7L, null))).isEqualTo(new OnDemandThroughput(7L, 6L));
        assertThat(both.changed(new OnDemandThroughput(null, -1L))).isEqualTo(new OnDemandThroughput(5L, null));
        assertThat(both.changed(new OnDemandThroughput(-1L, -1L)).isNone()).isTrue();
        assertThat(both.changed(OnDemandThroughput.NONE)).isEqualTo(both);
        TableRules.onDemandChange(BillingMode.PAY_PER_REQUEST, new OnDemandThroughput(1L, -1L));
        TableRules.onDemandChange(BillingMode.PROVISIONED, OnDemandThroughput.NONE);
        for (long units : new long[] {0, -2, Limits.CAPACITY_UNITS_MAX + 1}) {
            assertRefused(
                    () -> TableRules.onDemandChange(BillingMode.PAY_PER_REQUEST, new OnDemandThroughput(null, units)),
                    INVALID
                            + "Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range");
            assertRefused(
                    () -> TableRules.onDemandChange(BillingMode.PROVISIONED, new OnDemandThroughput(null, units)),
                    INVALID + "MaxWriteRequestUnits for OnDemandThroughput cannot be specified when the table"
                            + " BillingMode is PROVISIONED");
        }
        TableRules.change(CHANGE.limitedTo(both));
        TableRules.change(CHANGE.onDemand().limitedTo(both));
        assertRefused(
                () -> TableRules.change(CHANGE.limitedTo(both).ofClass(TableClass.STANDARD)),
                INVALID + "TableClass modification must be the only operation in the request");
    }

    @Test
    void timesToLive() {
        String at = "' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: "
                + "Member must have length ";
        TableRules.timeToLive(new TimeToLiveChange("abc", "t", false));
        TableRules.timeToLive(new TimeToLiveChange("abc", "x".repeat(Limits.TIME_TO_LIVE_NAME_CHARS_MAX), true));
        assertRefused(
                () -> TableRules.timeToLive(new TimeToLiveChange("abc", "", true)),
                "1 validation error detected: Value '" + at + "greater than or equal to 1");
        String tooLong = "x".repeat(Limits.TIME_TO_LIVE_NAME_CHARS_MAX + 1);
        assertRefused(
                () -> TableRules.timeToLive(new TimeToLiveChange("abc", tooLong, true)),
                "1 validation error detected: Value '" + tooLong + at + "less than or equal to 255");
        assertRefused(() -> TableRules.timeToLive(new TimeToLiveChange("a", "t", true)));
    }
}
