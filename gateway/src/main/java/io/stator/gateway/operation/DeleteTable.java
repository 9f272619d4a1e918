package io.stator.gateway.operation;

import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.proto.v1.DeleteTableRequest;
import java.util.concurrent.CompletableFuture;

/** Deletes a table: answers when that is decided, with a table that is DELETING. */
record DeleteTable(TableCalls tables, TableDescription description) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        String name = TableNameRequest.read(request.body());
        DeleteTableRequest deletion =
                DeleteTableRequest.newBuilder().setName(name).setAtOnce(true).build();
        return tables.deleteTable(deletion).thenApply(table -> TableAnswer.of("TableDescription", table, description));
    }
}
