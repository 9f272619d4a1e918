package io.stator.gateway.operation;

import io.stator.client.routing.TableCalls;
import io.stator.client.routing.TableConversions;
import io.stator.client.routing.TableRequests;
import io.stator.model.Billing;
import io.stator.model.BillingMode;
import io.stator.model.ErrorCode;
import io.stator.model.Limits;
import io.stator.model.StatorException;
import io.stator.model.TableChange;
import io.stator.model.TableClassChoice;
import io.stator.model.TableDefinition;
import io.stator.model.TableInfo;
import io.stator.model.TableProperties;
import io.stator.model.TableRules;
import io.stator.model.TableSchema;
import io.stator.model.TableSize;
import io.stator.model.TableStatus;
import io.stator.model.TagRules;
import io.stator.model.TimeToLive;
import io.stator.model.TimeToLiveChange;
import io.stator.proto.v1.CreateTableRequest;
import io.stator.proto.v1.DeleteTableRequest;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListTablesResponse;
import io.stator.proto.v1.Table;
import io.stator.proto.v1.TagTableRequest;
import io.stator.proto.v1.UntagTableRequest;
import io.stator.proto.v1.UpdateTableRequest;
import io.stator.proto.v1.UpdateTimeToLiveRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A small catalog in this process's memory. A table that is created stays CREATING until it is {@link #activate}d. */
final class InMemoryTables implements TableCalls {
    static final long NOW_MILLIS = 1_700_000_000_123L;

    private final TreeMap<String, TableInfo> tables = new TreeMap<>();
    private final Map<String, TableSize> sizes = new HashMap<>();
    private long nextId = 1;

    /** An active table. */
    TableInfo add(TableSchema schema) {
        TableInfo table = new TableInfo(
                nextId++,
                1,
                schema,
                TableStatus.ACTIVE,
                NOW_MILLIS,
                TableProperties.NONE.withUuid("6b1f6f1c-0000-4000-8000-000000000001"));
        tables.put(schema.name(), table);
        return table;
    }

    void activate(String name) {
        tables.computeIfPresent(name, (key, table) -> table.with(TableStatus.ACTIVE));
    }

    /** Tells so much of a table from now on. */
    void count(String name, TableSize size) {
        sizes.put(name, size);
    }

    /** @throws StatorException RESOURCE_NOT_FOUND if nothing can be done with its items */
    TableInfo active(String name) {
        TableInfo table = tables.get(name);
        if (table == null || !table.status().isUsable()) {
            throw notFound(name);
        }
        return table;
    }

    private static StatorException notFound(String name) {
        return new StatorException(
                ErrorCode.RESOURCE_NOT_FOUND, "Requested resource not found: Table: " + name + " not found");
    }

    static <T> CompletableFuture<T> answer(Supplier<T> call) {
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (StatorException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private CompletableFuture<Table> changed(String name, UnaryOperator<TableInfo> change) {
        return answer(() -> {
            TableInfo table = tables.get(name);
            if (table == null) {
                throw notFound(name);
            }
            TableInfo changed = change.apply(table);
            tables.put(name, changed);
            return TableConversions.toProto(changed);
        });
    }

    @Override
    public CompletableFuture<Table> createTable(CreateTableRequest request) {
        return answer(() -> {
            TableDefinition definition = TableRequests.fromProto(request);
            TableRules.definition(definition);
            if (tables.containsKey(definition.schema().name())) {
                throw new StatorException(
                        ErrorCode.RESOURCE_IN_USE,
                        "Table already exists: " + definition.schema().name());
            }
            TableProperties properties = add(definition.schema())
                    .properties()
                    .with(Billing.of(definition.billingMode(), definition.throughput(), NOW_MILLIS)
                            .with(definition.maxima()))
                    .with(TableClassChoice.of(definition.tableClass()))
                    .withDeletionProtected(definition.deletionProtected())
                    .withTags(TagRules.atCreation(definition.tags()));
            TableInfo table = active(definition.schema().name())
                    .with(properties)
                    .with(request.getAtOnce() ? TableStatus.CREATING : TableStatus.ACTIVE);
            tables.put(table.name(), table);
            return TableConversions.toProto(table);
        });
    }

    @Override
    public CompletableFuture<Table> describeTable(DescribeTableRequest request) {
        return changed(request.getName(), table -> table).thenApply(table -> {
            TableSize size = sizes.get(request.getName());
            return size == null
                    ? table
                    : table.toBuilder().setSize(TableConversions.toProto(size)).build();
        });
    }

    @Override
    public CompletableFuture<Table> updateTable(UpdateTableRequest request) {
        TableChange change = TableRequests.fromProto(request);
        return changed(request.getName(), table -> {
            TableRules.change(change);
            TableProperties properties = table.properties();
            if (change.deletionProtected() != null) {
                properties = properties.withDeletionProtected(change.deletionProtected());
            }
            if (change.throughput() != null) {
                properties = properties.with(Billing.of(BillingMode.PROVISIONED, change.throughput(), NOW_MILLIS));
            }
            Billing billing = properties.billing();
            TableRules.onDemandChange(billing.mode(), change.maxima());
            properties = properties.with(billing.with(billing.maxima().changed(change.maxima())));
            TableInfo changed = table.with(properties);
            return request.getAtOnce() && !changed.equals(table) ? changed.with(TableStatus.UPDATING) : changed;
        });
    }

    @Override
    public CompletableFuture<Table> deleteTable(DeleteTableRequest request) {
        CompletableFuture<Table> deleted = changed(request.getName(), table -> table.with(TableStatus.DELETING));
        tables.remove(request.getName());
        return deleted;
    }

    @Override
    public CompletableFuture<ListTablesResponse> listTables(ListTablesRequest request) {
        int limit = request.getLimit() == 0 ? Limits.LIST_TABLES_MAX : request.getLimit();
        List<String> names = List.copyOf(
                tables.tailMap(request.getExclusiveStartName(), false).keySet());
        ListTablesResponse.Builder page =
                ListTablesResponse.newBuilder().addAllNames(names.subList(0, Math.min(limit, names.size())));
        if (names.size() > limit) {
            page.setLastEvaluatedName(names.get(limit - 1));
        }
        return CompletableFuture.completedFuture(page.build());
    }

    @Override
    public CompletableFuture<Table> tagTable(TagTableRequest request) {
        return changed(request.getName(), table -> {
            SortedMap<String, String> tags = new TreeMap<>(table.properties().tags());
            tags.putAll(TagRules.toSet(TableRequests.tags(request.getTagsList())));
            return table.with(table.properties().withTags(tags));
        });
    }

    @Override
    public CompletableFuture<Table> untagTable(UntagTableRequest request) {
        return changed(request.getName(), table -> {
            TagRules.toRemove(request.getKeysList());
            SortedMap<String, String> tags = new TreeMap<>(table.properties().tags());
            request.getKeysList().forEach(tags::remove);
            return table.with(table.properties().withTags(tags));
        });
    }

    @Override
    public CompletableFuture<Table> updateTimeToLive(UpdateTimeToLiveRequest request) {
        TimeToLiveChange change = TableRequests.fromProto(request);
        return changed(request.getName(), table -> {
            TableRules.timeToLive(change);
            TimeToLive changed =
                    table.properties().timeToLive().changed(change.attribute(), change.enabled(), NOW_MILLIS);
            return table.with(table.properties().with(changed.settled()));
        });
    }

    @Override
    public <T> CompletableFuture<T> withTable(String name, Function<TableInfo, T> make) {
        return answer(() -> make.apply(active(name)));
    }
}
