package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.json.JsonBytes;
import io.stator.gateway.json.RequestReader;
import java.util.concurrent.CompletableFuture;

/** Tells DynamoDB's default quotas of throughput: tools that plan capacity want some. A cluster has no such bounds. */
record DescribeLimits() implements ApiOperation {
    private static final long ACCOUNT_UNITS_MAX = 80_000;
    private static final long TABLE_UNITS_MAX = 40_000;

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        RequestReader.read(request.body(), (name, reader) -> {});
        return CompletableFuture.completedFuture(ApiAnswer.of(JsonBytes.object(generator -> {
            generator.writeNumberField("AccountMaxReadCapacityUnits", ACCOUNT_UNITS_MAX);
            generator.writeNumberField("AccountMaxWriteCapacityUnits", ACCOUNT_UNITS_MAX);
            generator.writeNumberField("TableMaxReadCapacityUnits", TABLE_UNITS_MAX);
            generator.writeNumberField("TableMaxWriteCapacityUnits", TABLE_UNITS_MAX);
        })));
    }
}
