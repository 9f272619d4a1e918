package io.stator.client.routing;

import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.CapacityHistory;
import io.stator.model.OnDemandThroughput;
import io.stator.model.StatorException;
import io.stator.model.TableClass;
import io.stator.model.TableClassChoice;
import io.stator.model.TableProperties;
import io.stator.model.Tag;
import io.stator.model.Throughput;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Properties of tables, model and message. What a message lacks is as on a table for which nothing was asked; what it does not
 * know is a ValidationException. Stateless.
 */
final class TablePropertiesConversions {
    private TablePropertiesConversions() {}

    static io.stator.proto.v1.TableProperties toProto(TableProperties properties) {
        io.stator.proto.v1.TableProperties.Builder message = io.stator.proto.v1.TableProperties.newBuilder()
                .setUuid(properties.uuid())
                .setBilling(toProto(properties.billing()))
                .setTableClass(toProto(properties.tableClass().tableClass()))
                .addAllClassChangesMillis(properties.tableClass().changesMillis())
                .setDeletionProtected(properties.deletionProtected());
        properties.tags().forEach((key, value) -> message.addTags(toProto(new Tag(key, value))));
        if (!properties.timeToLive().equals(TimeToLive.NONE)) {
            message.setTimeToLive(toProto(properties.timeToLive()));
        }
        return message.build();
    }

    static TableProperties fromProto(io.stator.proto.v1.TableProperties message) {
        SortedMap<String, String> tags = new TreeMap<>();
        message.getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        TableClass tableClass = fromProto(message.getTableClass());
        return new TableProperties(
                message.getUuid(),
                message.hasBilling() ? fromProto(message.getBilling()) : Billing.ON_DEMAND,
                new TableClassChoice(
                        tableClass == null ? TableClass.STANDARD : tableClass, message.getClassChangesMillisList()),
                message.getDeletionProtected(),
                tags,
                message.hasTimeToLive() ? fromProto(message.getTimeToLive()) : TimeToLive.NONE);
    }

    private static io.stator.proto.v1.Billing toProto(Billing billing) {
        CapacityHistory history = billing.history();
        io.stator.proto.v1.Billing.Builder message = io.stator.proto.v1.Billing.newBuilder()
                .setMode(toProto(billing.mode()))
                .setThroughput(toProto(billing.throughput()))
                .setIncreasedAtMillis(history.increasedAtMillis())
                .setDecreasedAtMillis(history.decreasedAtMillis())
                .setDecreases(history.decreases())
                .setOnDemandAtMillis(history.onDemandAtMillis())
                .addAllSwitchesMillis(history.switchesMillis());
        if (!billing.maxima().isNone()) {
            message.setOnDemand(toProto(billing.maxima()));
        }
        return message.build();
    }

    private static Billing fromProto(io.stator.proto.v1.Billing message) {
        BillingMode mode = fromProto(message.getMode());
        return new Billing(
                mode == null ? BillingMode.PAY_PER_REQUEST : mode,
                fromProto(message.getThroughput()),
                fromProto(message.getOnDemand()),
                new CapacityHistory(
                        message.getIncreasedAtMillis(),
                        message.getDecreasedAtMillis(),
                        message.getDecreases(),
                        message.getOnDemandAtMillis(),
                        message.getSwitchesMillisList()));
    }

    static io.stator.proto.v1.OnDemandThroughput toProto(OnDemandThroughput maxima) {
        io.stator.proto.v1.OnDemandThroughput.Builder message = io.stator.proto.v1.OnDemandThroughput.newBuilder();
        Long reads = maxima.maxReadUnits();
        if (reads != null) {
            message.setMaxReadUnits(reads);
        }
        Long writes = maxima.maxWriteUnits();
        if (writes != null) {
            message.setMaxWriteUnits(writes);
        }
        return message.build();
    }

    /** Of an absent one: none. */
    static OnDemandThroughput fromProto(io.stator.proto.v1.OnDemandThroughput message) {
        return new OnDemandThroughput(
                message.hasMaxReadUnits() ? message.getMaxReadUnits() : null,
                message.hasMaxWriteUnits() ? message.getMaxWriteUnits() : null);
    }

    static io.stator.proto.v1.Throughput toProto(Throughput throughput) {
        return io.stator.proto.v1.Throughput.newBuilder()
                .setReadUnits(throughput.readUnits())
                .setWriteUnits(throughput.writeUnits())
                .build();
    }

    static Throughput fromProto(io.stator.proto.v1.Throughput message) {
        return new Throughput(message.getReadUnits(), message.getWriteUnits());
    }

    static io.stator.proto.v1.BillingMode toProto(BillingMode mode) {
        return switch (mode) {
            case PAY_PER_REQUEST -> io.stator.proto.v1.BillingMode.BILLING_MODE_PAY_PER_REQUEST;
            case PROVISIONED -> io.stator.proto.v1.BillingMode.BILLING_MODE_PROVISIONED;
        };
    }

    /** Null: not said. */
    static @Nullable BillingMode fromProto(io.stator.proto.v1.BillingMode mode) {
        return switch (mode) {
            case BILLING_MODE_UNSPECIFIED -> null;
            case BILLING_MODE_PAY_PER_REQUEST -> BillingMode.PAY_PER_REQUEST;
            case BILLING_MODE_PROVISIONED -> BillingMode.PROVISIONED;
            case UNRECOGNIZED -> throw StatorException.validation("There is no such billing mode");
        };
    }

    static io.stator.proto.v1.TableClass toProto(TableClass tableClass) {
        return switch (tableClass) {
            case STANDARD -> io.stator.proto.v1.TableClass.TABLE_CLASS_STANDARD;
            case STANDARD_INFREQUENT_ACCESS -> io.stator.proto.v1.TableClass.TABLE_CLASS_STANDARD_INFREQUENT_ACCESS;
        };
    }

    /** Null: not said. */
    static @Nullable TableClass fromProto(io.stator.proto.v1.TableClass tableClass) {
        return switch (tableClass) {
            case TABLE_CLASS_UNSPECIFIED -> null;
            case TABLE_CLASS_STANDARD -> TableClass.STANDARD;
            case TABLE_CLASS_STANDARD_INFREQUENT_ACCESS -> TableClass.STANDARD_INFREQUENT_ACCESS;
            case UNRECOGNIZED -> throw StatorException.validation("There is no such table class");
        };
    }

    static io.stator.proto.v1.Tag toProto(Tag tag) {
        return io.stator.proto.v1.Tag.newBuilder()
                .setKey(tag.key())
                .setValue(tag.value())
                .build();
    }

    static List<Tag> fromProto(List<io.stator.proto.v1.Tag> messages) {
        List<Tag> tags = new ArrayList<>();
        messages.forEach(tag -> tags.add(new Tag(tag.getKey(), tag.getValue())));
        return tags;
    }

    private static io.stator.proto.v1.TimeToLive toProto(TimeToLive timeToLive) {
        return io.stator.proto.v1.TimeToLive.newBuilder()
                .setAttribute(timeToLive.attribute())
                .setStatus(
                        switch (timeToLive.status()) {
                            case DISABLED -> io.stator.proto.v1.TimeToLiveStatus.TIME_TO_LIVE_STATUS_DISABLED;
                            case ENABLING -> io.stator.proto.v1.TimeToLiveStatus.TIME_TO_LIVE_STATUS_ENABLING;
                            case ENABLED -> io.stator.proto.v1.TimeToLiveStatus.TIME_TO_LIVE_STATUS_ENABLED;
                            case DISABLING -> io.stator.proto.v1.TimeToLiveStatus.TIME_TO_LIVE_STATUS_DISABLING;
                        })
                .setChangedAtMillis(timeToLive.changedAtMillis())
                .setVersion(timeToLive.version())
                .build();
    }

    private static TimeToLive fromProto(io.stator.proto.v1.TimeToLive message) {
        return new TimeToLive(
                message.getAttribute(),
                switch (message.getStatus()) {
                    case TIME_TO_LIVE_STATUS_UNSPECIFIED, TIME_TO_LIVE_STATUS_DISABLED -> TimeToLiveStatus.DISABLED;
                    case TIME_TO_LIVE_STATUS_ENABLING -> TimeToLiveStatus.ENABLING;
                    case TIME_TO_LIVE_STATUS_ENABLED -> TimeToLiveStatus.ENABLED;
                    case TIME_TO_LIVE_STATUS_DISABLING -> TimeToLiveStatus.DISABLING;
                    case UNRECOGNIZED -> throw StatorException.validation("There is no such time to live");
                },
                message.getChangedAtMillis(),
                message.getVersion());
    }
}
