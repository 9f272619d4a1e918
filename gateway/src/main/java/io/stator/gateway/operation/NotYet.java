package io.stator.gateway.operation;

import io.stator.gateway.ApiAnswer;
import io.stator.gateway.ApiOperation;
import io.stator.gateway.ApiRequest;
import io.stator.gateway.error.ApiErrorType;
import io.stator.gateway.error.ApiException;
import io.stator.model.StatorException;
import java.util.concurrent.CompletableFuture;

/**
 * An operation that DynamoDB has and Stator has not. It is refused as DynamoDB Local refuses such: as an operation that is
 * not known, with a message.
 */
record NotYet(String operation) implements ApiOperation {

    @Override
    public CompletableFuture<ApiAnswer> call(ApiRequest request) {
        return CompletableFuture.failedFuture(
                new ApiException(ApiErrorType.UNKNOWN_OPERATION, operation + " is not supported by Stator yet"));
    }

    /** What a parameter is refused with that Stator knows of and cannot obey. */
    static StatorException parameter(String name) {
        return StatorException.validation("The parameter " + name + " is not supported by Stator yet");
    }
}
