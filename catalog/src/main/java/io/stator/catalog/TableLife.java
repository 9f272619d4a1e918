package io.stator.catalog;

import io.stator.catalog.CatalogOutcome.TableForgotten;
import io.stator.catalog.CatalogOutcome.TableStands;
import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.ErrorCode;
import io.stator.model.TableClass;
import io.stator.model.TableClassChoice;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableSchema;
import io.stator.model.TableStatus;
import io.stator.model.TimeToLive;
import io.stator.proto.v1.CatalogRecord;
import io.stator.proto.v1.CreateTableCommand;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What {@link CatalogDecider} says to commands that make tables and delete them. */
final class TableLife {
    private static final String PROTECTED =
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.";

    static final String TOO_MANY_OPERATIONS = "Subscriber limit exceeded: Only " + CatalogLimits.CONTROL_OPERATIONS_MAX
            + " tables can be created, updated, or deleted simultaneously";

    private TableLife() {}

    static Decision createTable(CreateTableCommand command, CatalogState state) {
        if (state.clusterId().isEmpty()) {
            return Decision.refused(ErrorCode.SERVICE_UNAVAILABLE, "The cluster is not founded yet");
        }
        TableSchema schema = CatalogCodec.fromProto(command.getSchema());
        if (state.tables().containsKey(schema.name())) {
            return Decision.refused(ErrorCode.RESOURCE_IN_USE, "Table already exists: " + schema.name());
        }
        if (state.tables().size() >= CatalogLimits.TABLES_MAX) {
            return Decision.refused(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Subscriber limit exceeded: There is a limit of " + CatalogLimits.TABLES_MAX + " tables");
        }
        if (tooManyOperations(state)) {
            return refusedTooManyOperations();
        }
        TableInfo table = new TableInfo(
                state.nextTableId(), 1, schema, TableStatus.CREATING, command.getNowMillis(), properties(command));
        return change(TableDefaults.filledIn(table, state.clusterId()));
    }

    static Decision activateTable(long id, CatalogState state) {
        TableInfo table = state.table(id);
        if (table == null) {
            return Decision.refused(ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table id: " + id);
        }
        return switch (table.status()) {
            case CREATING, UPDATING -> change(table.with(TableStatus.ACTIVE));
            // Confirmed late by an earlier leader's procedure.
            case ACTIVE, DELETING -> Decision.nothingToDo(new TableStands(table));
        };
    }

    static Decision deleteTable(String name, CatalogState state) {
        TableInfo table = state.tables().get(name);
        if (table == null) {
            return refusedNotFound(name);
        }
        // Before it says what else is going on.
        if (table.properties().deletionProtected()) {
            return Decision.refused(ErrorCode.VALIDATION, PROTECTED);
        }
        if (table.status() != TableStatus.ACTIVE) {
            return refusedInUse(table);
        }
        return tooManyOperations(state) ? refusedTooManyOperations() : change(table.with(TableStatus.DELETING));
    }

    static Decision forgetTable(long id, CatalogState state) {
        TableInfo table = state.table(id);
        if (table == null) {
            return Decision.nothingToDo(new TableForgotten(id));
        }
        return switch (table.status()) {
            case CREATING, ACTIVE, UPDATING ->
                Decision.refused(ErrorCode.RESOURCE_IN_USE, "Not being deleted: Table: " + table.name());
            case DELETING ->
                new Decision(
                        List.of(CatalogRecord.newBuilder().setTableForgotten(id).build()), new TableForgotten(id));
        };
    }

    private static TableProperties properties(CreateTableCommand command) {
        BillingMode mode = TablePropertiesCodec.fromProto(command.getBillingMode());
        TableClass tableClass = TablePropertiesCodec.fromProto(command.getTableClass());
        SortedMap<String, String> tags = new TreeMap<>();
        command.getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return new TableProperties(
                command.getUuid(),
                Billing.of(
                                mode == null ? BillingMode.PAY_PER_REQUEST : mode,
                                TablePropertiesCodec.fromProto(command.getThroughput()),
                                command.getNowMillis())
                        .with(TablePropertiesCodec.fromProto(command.getOnDemand())),
                TableClassChoice.of(tableClass == null ? TableClass.STANDARD : tableClass),
                command.getDeletionProtected(),
                tags,
                TimeToLive.NONE);
    }

    static Decision refusedNotFound(String name) {
        return Decision.refused(
                ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table: " + name + " not found");
    }

    /** Of a table that is not ACTIVE. */
    static Decision refusedInUse(TableInfo table) {
        String going = switch (table.status()) {
            case CREATING -> "created";
            case UPDATING -> "updated";
            case DELETING -> "deleted";
            case ACTIVE -> throw new IllegalArgumentException("nothing goes on: " + table);
        };
        return Decision.refused(
                ErrorCode.RESOURCE_IN_USE,
                "Attempt to change a resource which is still in use: Table is being " + going + ": " + table.name());
    }

    static boolean tooManyOperations(CatalogState state) {
        return state.unsettled().size() >= CatalogLimits.CONTROL_OPERATIONS_MAX;
    }

    private static Decision refusedTooManyOperations() {
        return Decision.refused(ErrorCode.LIMIT_EXCEEDED, TOO_MANY_OPERATIONS);
    }

    static Decision change(TableInfo table) {
        return new Decision(
                List.of(CatalogRecord.newBuilder()
                        .setTable(CatalogCodec.toProto(table))
                        .build()),
                new TableStands(table));
    }
}
