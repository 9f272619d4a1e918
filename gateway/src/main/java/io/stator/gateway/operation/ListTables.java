package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.client.routing.TableCalls;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.Constraints;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import io.stator.model.Limits;
import io.stator.proto.v1.ListTablesRequest;
import io.stator.proto.v1.ListTablesResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lists the names of tables, page by page. */
record ListTables(TableCalls tables) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), (name, reader) -> {
            switch (name) {
                case "ExclusiveStartTableName" -> members.startName = reader.string();
                case "Limit" -> members.limit = reader.integer();
                default -> {}
            }
        });
        return tables.listTables(members.checked())
                .thenApply(page -> ApiAnswer.of(JsonBytes.object(generator -> write(generator, page))));
    }

    private static void write(JsonGenerator generator, ListTablesResponse page) throws IOException {
        generator.writeArrayFieldStart("TableNames");
        for (String name : page.getNamesList()) {
            generator.writeString(name);
        }
        generator.writeEndArray();
        if (!page.getLastEvaluatedName().isEmpty()) {
            generator.writeStringField("LastEvaluatedTableName", page.getLastEvaluatedName());
        }
    }

    private static final class Members {
        private @Nullable String startName;
        private @Nullable Integer limit;

        ListTablesRequest checked() {
            Constraints constraints = new Constraints();
            constraints.atLeast("limit", limit, 1).atMost("limit", limit, Limits.LIST_TABLES_MAX);
            TableNameMember.constrain(constraints, "exclusiveStartTableName", startName);
            constraints.check();
            ListTablesRequest.Builder request = ListTablesRequest.newBuilder();
            if (startName != null) {
                request.setExclusiveStartName(startName);
            }
            if (limit != null) {
                request.setLimit(limit);
            }
            return request.build();
        }
    }
}
