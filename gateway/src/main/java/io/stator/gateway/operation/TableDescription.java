package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.CapacityHistory;
import io.stator.model.KeyAttribute;
import io.stator.model.OnDemandThroughput;
import io.stator.model.TableClass;
import io.stator.model.TableClassChoice;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableSize;
import io.stator.model.Utf8;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Writes DynamoDB's TableDescription. */
record TableDescription(TableArns arns, Clock clock) {
    private static final int MILLIS_DIGITS = 3;

    /**
     * @param member whose value it is
     * @param size as it was last counted; where nothing was, 0 of everything, which DynamoDB, too, says of a table for its first hours
     */
    void writeMember(JsonGenerator generator, String member, TableInfo table, TableSize size) throws IOException {
        generator.writeObjectFieldStart(member);
        TableProperties properties = table.properties();
        writeKey(generator, table.schema());
        generator.writeStringField("TableName", table.name());
        generator.writeStringField("TableStatus", table.status().name());
        writeTime(generator, "CreationDateTime", table.createdAtMillis());
        writeBilling(generator, properties.billing());
        generator.writeNumberField("TableSizeBytes", size.bytes());
        generator.writeNumberField("ItemCount", size.items());
        generator.writeStringField("TableArn", arns.arn(table.name()));
        generator.writeStringField("TableId", properties.uuid());
        writeClass(generator, properties.tableClass());
        generator.writeBooleanField("DeletionProtectionEnabled", properties.deletionProtected());
        writeMaxima(generator, properties.billing().maxima());
        generator.writeEndObject();
    }

    private static void writeKey(JsonGenerator generator, TableSchema schema) throws IOException {
        List<KeyAttribute> attributes = schema.optionalSortKey()
                .map(sortKey -> List.of(schema.partitionKey(), sortKey))
                .orElseGet(() -> List.of(schema.partitionKey()));
        generator.writeArrayFieldStart("AttributeDefinitions");
        for (KeyAttribute attribute : attributes.stream()
                .sorted(Comparator.comparing(KeyAttribute::name, Utf8.ORDER))
                .toList()) {
            generator.writeStartObject();
            generator.writeStringField("AttributeName", attribute.name());
            generator.writeStringField("AttributeType", attribute.type().letter());
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("KeySchema");
        String keyType = "HASH";
        for (KeyAttribute attribute : attributes) {
            generator.writeStartObject();
            generator.writeStringField("AttributeName", attribute.name());
            generator.writeStringField("KeyType", keyType);
            generator.writeEndObject();
            keyType = "RANGE";
        }
        generator.writeEndArray();
    }

    private void writeBilling(JsonGenerator generator, Billing billing) throws IOException {
        CapacityHistory history = billing.history();
        generator.writeObjectFieldStart("ProvisionedThroughput");
        writeTime(generator, "LastIncreaseDateTime", history.increasedAtMillis());
        writeTime(generator, "LastDecreaseDateTime", history.decreasedAtMillis());
        generator.writeNumberField("NumberOfDecreasesToday", history.decreasesOn(clock.millis()));
        generator.writeNumberField("ReadCapacityUnits", billing.throughput().readUnits());
        generator.writeNumberField("WriteCapacityUnits", billing.throughput().writeUnits());
        generator.writeEndObject();
        // DynamoDB does not say it of a table that has always been provisioned.
        if (billing.mode() == BillingMode.PAY_PER_REQUEST || history.onDemandAtMillis() != 0) {
            generator.writeObjectFieldStart("BillingModeSummary");
            generator.writeStringField("BillingMode", billing.mode().name());
            writeTime(generator, "LastUpdateToPayPerRequestDateTime", history.onDemandAtMillis());
            generator.writeEndObject();
        }
    }

    private static void writeMaxima(JsonGenerator generator, OnDemandThroughput maxima) throws IOException {
        if (maxima.isNone()) {
            return;
        }
        generator.writeObjectFieldStart("OnDemandThroughput");
        Long reads = maxima.maxReadUnits();
        if (reads != null) {
            generator.writeNumberField("MaxReadRequestUnits", reads);
        }
        Long writes = maxima.maxWriteUnits();
        if (writes != null) {
            generator.writeNumberField("MaxWriteRequestUnits", writes);
        }
        generator.writeEndObject();
    }

    private static void writeClass(JsonGenerator generator, TableClassChoice choice) throws IOException {
        List<Long> changes = choice.changesMillis();
        if (choice.tableClass() == TableClass.STANDARD && changes.isEmpty()) {
            return;
        }
        generator.writeObjectFieldStart("TableClassSummary");
        generator.writeStringField("TableClass", choice.tableClass().name());
        writeTime(generator, "LastUpdateDateTime", changes.isEmpty() ? 0 : changes.get(changes.size() - 1));
        generator.writeEndObject();
    }

    /** In seconds with a fraction; 0 millis: never. */
    private static void writeTime(JsonGenerator generator, String member, long millis) throws IOException {
        if (millis != 0) {
            generator.writeFieldName(member);
            generator.writeNumber(BigDecimal.valueOf(millis, MILLIS_DIGITS));
        }
    }
}
