package io.stator.client.routing;

import io.stator.model.TableInfo;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What can be done to tables, and what is known of them. Thread-safe.
 *
 * <p>Every future fails with a StatorException, or with what wraps one. Dependents without an executor of their own run
 * on I/O threads and must not block.
 */
public interface TableCalls {
    CompletableFuture<Table> createTable(CreateTableRequest request);

    CompletableFuture<Table> describeTable(DescribeTableRequest request);

    CompletableFuture<Table> updateTable(UpdateTableRequest request);

    CompletableFuture<Table> deleteTable(DeleteTableRequest request);

    CompletableFuture<ListTablesResponse> listTables(ListTablesRequest request);

    CompletableFuture<Table> tagTable(TagTableRequest request);

    CompletableFuture<Table> untagTable(UntagTableRequest request);

    CompletableFuture<Table> updateTimeToLive(UpdateTimeToLiveRequest request);

    /**
     * Makes something of a table's schema, as far as it is known here. If the schema turns out to be
     * out of date, it is made again.
     *
     * @param make throws a StatorException with VALIDATION for what does not fit the schema
     */
    <T> CompletableFuture<T> withTable(String name, Function<TableInfo, T> make);
}
