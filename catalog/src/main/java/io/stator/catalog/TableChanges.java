package io.stator.catalog;

import io.stator.catalog.CatalogOutcome.TableStands;
import io.stator.model.ErrorCode;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableClass;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableStatus;
import io.stator.model.TagRules;
import io.stator.model.TimeToLive;
import io.stator.proto.v1.SettleTimeToLiveCommand;
import io.stator.proto.v1.TagTableCommand;
import io.stator.proto.v1.UntagTableCommand;
import io.stator.proto.v1.UpdateTableCommand;
import io.stator.proto.v1.UpdateTimeToLiveCommand;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What {@link CatalogDecider} says to commands that change the properties of a table, which has to be ACTIVE. */
final class TableChanges {
    private TableChanges() {}

    static Decision updateTable(UpdateTableCommand command, CatalogState state) {
        Decision decision = onActive(command.getName(), state, properties -> {
            TableProperties changed = properties.with(CapacityChanges.billing(
                    properties.billing(),
                    new CapacityChanges.Wanted(
                            TablePropertiesCodec.fromProto(command.getBillingMode()),
                            command.hasThroughput() ? TablePropertiesCodec.fromProto(command.getThroughput()) : null,
                            TablePropertiesCodec.fromProto(command.getOnDemand())),
                    command.getNowMillis()));
            TableClass tableClass = TablePropertiesCodec.fromProto(command.getTableClass());
            if (tableClass != null) {
                changed = changed.with(
                        CapacityChanges.tableClass(changed.tableClass(), tableClass, command.getNowMillis()));
            }
            return command.hasDeletionProtected()
                    ? changed.withDeletionProtected(command.getDeletionProtected())
                    : changed;
        });
        boolean isChanged = !decision.records().isEmpty();
        if (!isChanged || !command.getActivatedLater() || !(decision.outcome() instanceof TableStands stands)) {
            return decision;
        }
        return TableLife.tooManyOperations(state)
                ? Decision.refused(ErrorCode.LIMIT_EXCEEDED, TableLife.TOO_MANY_OPERATIONS)
                : TableLife.change(stands.table().with(TableStatus.UPDATING));
    }

    static Decision tagTable(TagTableCommand command, CatalogState state) {
        return onActive(command.getName(), state, properties -> {
            SortedMap<String, String> tags = new TreeMap<>(properties.tags());
            command.getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
            TagRules.count(tags.size());
            return properties.withTags(tags);
        });
    }

    /** Keys that no tag has are no fault. */
    static Decision untagTable(UntagTableCommand command, CatalogState state) {
        return onActive(command.getName(), state, properties -> {
            SortedMap<String, String> tags = new TreeMap<>(properties.tags());
            command.getKeysList().forEach(tags::remove);
            return properties.withTags(tags);
        });
    }

    static Decision updateTimeToLive(UpdateTimeToLiveCommand command, CatalogState state) {
        return onActive(command.getName(), state, properties -> {
            TimeToLive timeToLive = properties.timeToLive();
            requireChange(timeToLive, command);
            if (timeToLive.version() > 0
                    && command.getNowMillis() - timeToLive.changedAtMillis() < Limits.TIME_TO_LIVE_INTERVAL_MILLIS) {
                throw StatorException.validation(
                        "Time to live has been modified multiple times within a fixed interval");
            }
            if (TableLife.tooManyOperations(state)) {
                throw new StatorException(ErrorCode.LIMIT_EXCEEDED, TableLife.TOO_MANY_OPERATIONS);
            }
            return properties.with(
                    timeToLive.changed(command.getAttribute(), command.getEnabled(), command.getNowMillis()));
        });
    }

    private static void requireChange(TimeToLive timeToLive, UpdateTimeToLiveCommand command) {
        if (!timeToLive.isOn()) {
            if (!command.getEnabled()) {
                throw StatorException.validation("TimeToLive is already disabled");
            }
            return;
        }
        if (!timeToLive.attribute().equals(command.getAttribute())) {
            throw StatorException.validation(
                    "TimeToLive is active on a different AttributeName: current AttributeName is "
                            + timeToLive.attribute());
        }
        if (command.getEnabled()) {
            throw StatorException.validation("TimeToLive is already enabled");
        }
    }

    static Decision settleTimeToLive(SettleTimeToLiveCommand command, CatalogState state) {
        TableInfo table = state.table(command.getTableId());
        if (table == null) {
            return Decision.refused(
                    ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table id: " + command.getTableId());
        }
        TimeToLive timeToLive = table.properties().timeToLive();
        // Confirmed late, when there is another change already, or the table is being deleted.
        return table.status().isUsable() && timeToLive.isPending() && timeToLive.version() == command.getVersion()
                ? TableLife.change(table.with(table.properties().with(timeToLive.settled())))
                : Decision.nothingToDo(new TableStands(table));
    }

    /** @param change throws a StatorException if it is to be refused */
    private static Decision onActive(String name, CatalogState state, UnaryOperator<TableProperties> change) {
        TableInfo table = state.tables().get(name);
        if (table == null) {
            return TableLife.refusedNotFound(name);
        }
        if (table.status() != TableStatus.ACTIVE) {
            return TableLife.refusedInUse(table);
        }
        TableProperties changed;
        try {
            changed = change.apply(table.properties());
        } catch (StatorException e) {
            return Decision.refused(e.code(), String.valueOf(e.getMessage()));
        }
        return changed.equals(table.properties())
                ? Decision.nothingToDo(new TableStands(table))
                : TableLife.change(table.with(changed));
    }
}
