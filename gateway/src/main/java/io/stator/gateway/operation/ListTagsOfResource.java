package io.stator.gateway.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.stator.client.routing.TableCalls;
import io.stator.client.routing.TableConversions;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import io.stator.model.TableInfo;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.Table;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lists the tags of a table, by key. All are on one page, so there is never a NextToken. */
record ListTagsOfResource(TableCalls tables) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        Members members = new Members();
        RequestReader.read(request.body(), (name, reader) -> {
            if (name.equals("ResourceArn")) {
                members.resourceArn = reader.string();
            }
        });
        ResourceArn resource = ResourceArn.of(ResourceArn.required(members.resourceArn));
        return resource.call(tables.describeTable(DescribeTableRequest.newBuilder()
                        .setName(resource.table())
                        .build()))
                .thenApply(ListTagsOfResource::answer);
    }

    private static ApiAnswer answer(Table table) {
        TableInfo info = TableConversions.fromProto(table);
        return ApiAnswer.of(JsonBytes.object(generator -> write(generator, info)));
    }

    private static void write(JsonGenerator generator, TableInfo table) throws IOException {
        generator.writeArrayFieldStart("Tags");
        for (Map.Entry<String, String> tag : table.properties().tags().entrySet()) {
            generator.writeStartObject();
            generator.writeStringField("Key", tag.getKey());
            generator.writeStringField("Value", tag.getValue());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static final class Members {
        private @Nullable String resourceArn;
    }
}
