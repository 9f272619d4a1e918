package io.stator.client.routing;

import io.stator.model.BillingMode;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableClass;
import io.stator.model.TableDefinition;
import io.stator.model.Tag;
import io.stator.model.Throughput;
import io.stator.model.TimeToLiveChange;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.TagTableRequest;
import io.stator.proto.v1.UntagTableRequest;
import io.stator.proto.v1.UpdateTableRequest;
import io.stator.proto.v1.UpdateTimeToLiveRequest;
import java.util.List;

/**
 * What is asked of tables, model and message. What comes from a message is untrusted: a malformed one is a
 * ValidationException. Stateless.
 */
public final class TableRequests {
    private TableRequests() {}

    /** @param atOnce whether it is answered when it is decided, with a table that is CREATING */
    public static CreateTableRequest toProto(TableDefinition definition, boolean atOnce) {
        CreateTableRequest.Builder request = CreateTableRequest.newBuilder()
                .setSchema(TableConversions.toProto(definition.schema()))
                .setAtOnce(atOnce)
                .setBillingMode(TablePropertiesConversions.toProto(definition.billingMode()))
                .setTableClass(TablePropertiesConversions.toProto(definition.tableClass()))
                .setDeletionProtected(definition.deletionProtected());
        if (!definition.throughput().isNone()) {
            request.setThroughput(TablePropertiesConversions.toProto(definition.throughput()));
        }
        if (!definition.maxima().isNone()) {
            request.setOnDemand(TablePropertiesConversions.toProto(definition.maxima()));
        }
        definition.tags().forEach(tag -> request.addTags(TablePropertiesConversions.toProto(tag)));
        return request.build();
    }

    public static TableDefinition fromProto(CreateTableRequest request) {
        if (!request.hasSchema()) {
            throw StatorException.validation("A table schema is missing");
        }
        BillingMode mode = TablePropertiesConversions.fromProto(request.getBillingMode());
        TableClass tableClass = TablePropertiesConversions.fromProto(request.getTableClass());
        return new TableDefinition(
                TableConversions.fromProto(request.getSchema()),
                mode == null ? BillingMode.PAY_PER_REQUEST : mode,
                TablePropertiesConversions.fromProto(request.getThroughput()),
                TablePropertiesConversions.fromProto(request.getOnDemand()),
                tableClass == null ? TableClass.STANDARD : tableClass,
                request.getDeletionProtected(),
                tags(request.getTagsList()));
    }

    /** @param atOnce whether the answer is not to wait until the table is ACTIVE again */
    public static UpdateTableRequest toProto(TableChange change, boolean atOnce) {
        UpdateTableRequest.Builder request =
                UpdateTableRequest.newBuilder().setName(change.table()).setAtOnce(atOnce);
        BillingMode mode = change.billingMode();
        if (mode != null) {
            request.setBillingMode(TablePropertiesConversions.toProto(mode));
        }
        Throughput throughput = change.throughput();
        if (throughput != null) {
            request.setThroughput(TablePropertiesConversions.toProto(throughput));
        }
        if (!change.maxima().isNone()) {
            request.setOnDemand(TablePropertiesConversions.toProto(change.maxima()));
        }
        TableClass tableClass = change.tableClass();
        if (tableClass != null) {
            request.setTableClass(TablePropertiesConversions.toProto(tableClass));
        }
        Boolean deletionProtected = change.deletionProtected();
        if (deletionProtected != null) {
            request.setDeletionProtected(deletionProtected);
        }
        return request.build();
    }

    public static TableChange fromProto(UpdateTableRequest request) {
        return new TableChange(
                request.getName(),
                TablePropertiesConversions.fromProto(request.getBillingMode()),
                request.hasThroughput() ? TablePropertiesConversions.fromProto(request.getThroughput()) : null,
                TablePropertiesConversions.fromProto(request.getOnDemand()),
                TablePropertiesConversions.fromProto(request.getTableClass()),
                request.hasDeletionProtected() ? request.getDeletionProtected() : null);
    }

    public static UpdateTimeToLiveRequest toProto(TimeToLiveChange change) {
        return UpdateTimeToLiveRequest.newBuilder()
                .setName(change.table())
                .setAttribute(change.attribute())
                .setEnabled(change.enabled())
                .build();
    }

    public static TimeToLiveChange fromProto(UpdateTimeToLiveRequest request) {
        return new TimeToLiveChange(request.getName(), request.getAttribute(), request.getEnabled());
    }

    public static TagTableRequest tagging(String table, List<Tag> tags) {
        TagTableRequest.Builder request = TagTableRequest.newBuilder().setName(table);
        tags.forEach(tag -> request.addTags(TablePropertiesConversions.toProto(tag)));
        return request.build();
    }

    public static UntagTableRequest untagging(String table, List<String> keys) {
        return UntagTableRequest.newBuilder().setName(table).addAllKeys(keys).build();
    }

    public static List<Tag> tags(List<io.stator.proto.v1.Tag> messages) {
        return TablePropertiesConversions.fromProto(messages);
    }
}
