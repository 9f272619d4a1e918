package io.stator.gateway.operation;

import io.stator.client.routing.TableCalls;
import io.stator.client.routing.TableConversions;
import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.JsonBytes;
import io.stator.model.TimeToLive;
import io.stator.proto.v1.DescribeTableRequest;
import io.stator.proto.v1.Table;
import java.util.concurrent.CompletableFuture;

/** Tells by which attribute a table's items expire, if they do. */
record DescribeTimeToLive(TableCalls tables) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        String name = TableNameRequest.read(request.body());
        return tables.describeTable(
                        DescribeTableRequest.newBuilder().setName(name).build())
                .thenApply(DescribeTimeToLive::answer);
    }

    private static ApiAnswer answer(Table table) {
        TimeToLive timeToLive = TableConversions.fromProto(table).properties().timeToLive();
        return ApiAnswer.of(JsonBytes.object(generator -> {
            generator.writeObjectFieldStart("TimeToLiveDescription");
            generator.writeStringField("TimeToLiveStatus", timeToLive.status().name());
            if (!timeToLive.attribute().isEmpty()) {
                generator.writeStringField("AttributeName", timeToLive.attribute());
            }
            generator.writeEndObject();
        }));
    }
}
