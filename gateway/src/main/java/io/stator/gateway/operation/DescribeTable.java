package io.stator.gateway.operation;

import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.proto.v1.DescribeTableRequest;
import java.util.concurrent.CompletableFuture;

/** Tells what a table is, and in which state: what waiters ask again and again. */
record DescribeTable(TableCalls tables, TableDescription description) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        String name = TableNameRequest.read(request.body());
        return tables.describeTable(
                        DescribeTableRequest.newBuilder().setName(name).build())
                .thenApply(table -> TableAnswer.of("Table", table, description));
    }
}
