package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import java.util.concurrent.CompletableFuture;

/**
 * Tells where to send requests: to this node, where this one was sent.
 *
 * @param address host:port
 */
record DescribeEndpoints(String address) implements ApiOperation {
    /** DynamoDB: as long as an SDK may go without asking again. */
    private static final int CACHE_MINUTES = 1440;

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        RequestReader.read(request.body(), (name, reader) -> {});
        return CompletableFuture.completedFuture(ApiAnswer.of(JsonBytes.object(generator -> {
            generator.writeArrayFieldStart("Endpoints");
            generator.writeStartObject();
            generator.writeStringField("Address", address);
            generator.writeNumberField("CachePeriodInMinutes", CACHE_MINUTES);
            generator.writeEndObject();
            generator.writeEndArray();
        })));
    }
}
