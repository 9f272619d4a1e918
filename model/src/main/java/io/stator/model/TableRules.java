package io.stator.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's rules on what tables are created as and changed to, as far as a request alone can break them. Every method
 * throws a ValidationException with DynamoDB's message.
 */
public final class TableRules {
    public static final String THROUGHPUT_ON_DEMAND = "One or more parameter values were invalid: "
            + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST";

    /** DynamoDB lists members that its SDKs do not have, too. */
    private static final String NOTHING_TO_CHANGE = "At least one of ProvisionedThroughput, BillingMode, "
            + "UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, "
            + "MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, "
            + "OnDemandThroughput, WarmThroughput or TableClass is required";

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final String MAX_READ_UNITS = "MaxReadRequestUnits";
    private static final String MAX_WRITE_UNITS = "MaxWriteRequestUnits";

    private TableRules() {}

    /** Schema, throughput, maxima and tags. */
    public static void definition(TableDefinition definition) {
        Validation.tableSchema(definition.schema());
        switch (definition.billingMode()) {
            case PROVISIONED -> {
                if (definition.throughput().isNone()) {
                    throw StatorException.validation(INVALID
                            + "ReadCapacityUnits and WriteCapacityUnits must both be specified "
                            + "when BillingMode is PROVISIONED");
                }
                throughput(definition.throughput());
            }
            case PAY_PER_REQUEST -> {
                if (!definition.throughput().isNone()) {
                    throughput(definition.throughput());
                    throw StatorException.validation(THROUGHPUT_ON_DEMAND);
                }
            }
        }
        onDemandAtCreation(definition.billingMode(), definition.maxima());
        TagRules.atCreation(definition.tags());
    }

    private static void onDemandAtCreation(BillingMode mode, OnDemandThroughput maxima) {
        requireOnDemand(
                mode, maxima, " for OnDemandThroughput cannot be specified when table BillingMode is PROVISIONED.");
        inRange(maxima.maxReadUnits(), MAX_READ_UNITS, 1);
        inRange(maxima.maxWriteUnits(), MAX_WRITE_UNITS, 1);
    }

    /**
     * What {@link #change} cannot know: it depends on how the table is billed.
     *
     * @param mode of the table, when it is changed
     */
    public static void onDemandChange(BillingMode mode, OnDemandThroughput maxima) {
        requireOnDemand(
                mode, maxima, " for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED");
        inRange(maxima.maxReadUnits(), MAX_READ_UNITS, OnDemandThroughput.NO_MAXIMUM);
        inRange(maxima.maxWriteUnits(), MAX_WRITE_UNITS, OnDemandThroughput.NO_MAXIMUM);
    }

    private static void requireOnDemand(BillingMode mode, OnDemandThroughput maxima, String refusal) {
        if (mode == BillingMode.PROVISIONED && !maxima.isNone()) {
            throw StatorException.validation(
                    INVALID + (maxima.maxReadUnits() != null ? MAX_READ_UNITS : MAX_WRITE_UNITS) + refusal);
        }
    }

    /** @param least from here on, but for 0 */
    private static void inRange(@Nullable Long units, String member, long least) {
        if (units != null && (units < least || units == 0 || units > Limits.CAPACITY_UNITS_MAX)) {
            throw StatorException.validation(
                    INVALID + "Requested " + member + " for OnDemandThroughput for table is outside of valid range");
        }
    }

    /** Something to change, and nothing together with it that has to be alone. */
    public static void change(TableChange change) {
        Validation.tableName(change.table());
        Throughput throughput = change.throughput();
        if (throughput != null) {
            throughput(throughput);
        }
        int changes = count(change.billingMode() != null
                        || throughput != null
                        || !change.maxima().isNone())
                + count(change.tableClass() != null)
                + count(change.deletionProtected() != null);
        if (changes == 0) {
            throw StatorException.validation(NOTHING_TO_CHANGE);
        }
        if (changes > 1) {
            throw StatorException.validation(INVALID
                    + (change.deletionProtected() != null ? "DeletionProtection" : "TableClass")
                    + " modification must be the only operation in the request");
        }
        billing(change.billingMode(), throughput);
    }

    private static int count(boolean isChanged) {
        return isChanged ? 1 : 0;
    }

    private static void billing(@Nullable BillingMode mode, @Nullable Throughput throughput) {
        if (mode == BillingMode.PROVISIONED && throughput == null) {
            throw StatorException.validation(
                    INVALID + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
        }
        if (mode == BillingMode.PAY_PER_REQUEST && throughput != null) {
            throw StatorException.validation(THROUGHPUT_ON_DEMAND);
        }
    }

    /** From 1 to {@link Limits#CAPACITY_UNITS_MAX} of each. */
    private static void throughput(Throughput throughput) {
        List<String> tooSmall = new ArrayList<>();
        tooSmall(throughput.writeUnits(), "writeCapacityUnits", tooSmall);
        tooSmall(throughput.readUnits(), "readCapacityUnits", tooSmall);
        if (!tooSmall.isEmpty()) {
            throw StatorException.validation(tooSmall.size()
                    + (tooSmall.size() == 1 ? " validation error detected: " : " validation errors detected: ")
                    + String.join("; ", tooSmall));
        }
        outOfBounds(throughput.readUnits(), "ReadCapacityUnits");
        outOfBounds(throughput.writeUnits(), "WriteCapacityUnits");
    }

    private static void tooSmall(long units, String member, List<String> faults) {
        if (units < 1) {
            faults.add("Value '" + units + "' at 'provisionedThroughput." + member
                    + "' failed to satisfy constraint: Member must have value greater than or equal to 1");
        }
    }

    private static void outOfBounds(long units, String member) {
        if (units > Limits.CAPACITY_UNITS_MAX) {
            throw StatorException.validation("Given value " + units + " for " + member + " is out of bounds");
        }
    }

    /** The table's name, and an attribute's. It may be one of the key, as DynamoDB has it. */
    public static void timeToLive(TimeToLiveChange change) {
        Validation.tableName(change.table());
        String attribute = change.attribute();
        int chars = attribute.codePointCount(0, attribute.length());
        if (chars == 0 || chars > Limits.TIME_TO_LIVE_NAME_CHARS_MAX) {
            throw StatorException.validation("1 validation error detected: Value '" + MessageText.shortened(attribute)
                    + "' at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: "
                    + "Member must have length "
                    + (chars == 0 ? "greater than or equal to 1" : "less than or equal to 255"));
        }
        Validation.unicode(attribute);
    }

    /** The table's name, and the tags to be set. */
    public static void tagging(String table, List<Tag> tags) {
        Validation.tableName(table);
        TagRules.toSet(tags);
    }

    /** The table's name, and the keys of the tags to be taken away. */
    public static void untagging(String table, List<String> keys) {
        Validation.tableName(table);
        TagRules.toRemove(keys);
    }
}
